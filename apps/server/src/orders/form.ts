import { type OrderForm, orderForm } from '@jiesuo/contract';
import type { Context } from '../context.ts';
import type { OrderRow } from './move.ts';

const place = (id: string) => `orders.form_sealed:${id}`;

export const sealForm = (ctx: Context, id: string, form: OrderForm): string =>
  ctx.personal.seal(place(id), JSON.stringify(form));
/** What the representative declared: normalised and complete, as `orders.submit` accepted it. */
export const openForm = (ctx: Context, order: Pick<OrderRow, 'id' | 'form_sealed'>): OrderForm =>
  orderForm.parse(JSON.parse(ctx.personal.open(place(order.id), order.form_sealed)));

/** 110105********002X: region and tail are enough to recognise one's own number. */
export const maskIdNumber = (number: string): string =>
  `${number.slice(0, 6)}${'*'.repeat(Math.max(0, number.length - 10))}${number.slice(-4)}`;
