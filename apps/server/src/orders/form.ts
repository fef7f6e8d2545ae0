import { type OrderForm, orderForm } from '@jiesuo/contract';
import type { Context } from '../context.ts';
import type { OrderRow } from './move.ts';

const place = (id: string) => `orders.form_sealed:${id}`;

export const sealForm = (ctx: Context, id: string, form: OrderForm): string =>
  ctx.personal.seal(place(id), JSON.stringify(form));
/** What the representative declared: normalised and complete, as `orders.submit` accepted it. Empty once its retention has ended. */
export const openForm = (
  ctx: Context,
  order: Pick<OrderRow, 'id' | 'form_sealed' | 'forgotten_at' | 'customer_name'>,
): OrderForm =>
  order.forgotten_at
    ? emptyForm(order)
    : orderForm.parse(JSON.parse(ctx.personal.open(place(order.id), order.form_sealed)));

/** What is left where nobody may read the rest: the organisation, which is public. */
export const emptyForm = (order: Pick<OrderRow, 'customer_name'>): OrderForm => ({
  ...nobody,
  customerName: order.customer_name,
});

const nobody = {
  representativeName: '',
  representativeIdNumber: '',
  representativeMobile: '',
  email: undefined,
  deadline: undefined,
  hasIdCardConsent: true,
} as const;
