import type { Order, OrderLine } from '@jiesuo/contract';
import { isIdCardClosed } from '../consents/idCard.ts';
import type { Context, Db, Trx } from '../context.ts';
import { resetFacts } from '../custody/show.ts';
import { wayBack } from '../links/back.ts';
import { showMoney } from '../payments/show.ts';
import { maskIdNumber } from '../personal/mask.ts';
import { deletionOf } from '../retention/statement.ts';
import { resetFrom } from '../risk/mayReset.ts';
import { readAbout } from './about.ts';
import { openForm } from './form.ts';
import type { OrderRow } from './move.ts';

/** What a line of a list says, and by what a page of it goes on. */
export const lineColumns = [
  'orders.id',
  'orders.number',
  'orders.status',
  'orders.customer_name',
  'orders.ukey_serial',
  'orders.fee_fen',
  'orders.money',
  'orders.paid_fen',
  'orders.refunded_fen',
  'orders.created_at',
  'orders.expires_at',
  'orders.assigned_to',
  'orders.assigned_until',
] as const;
type LineOf<C> = C extends `orders.${infer Name extends keyof OrderRow}` ? Name : never;

/** One line of a list; costs no query. */
export const orderLine = (row: Pick<OrderRow, LineOf<(typeof lineColumns)[number]>>, now: Date): OrderLine => ({
  number: row.number,
  status: row.status,
  customerName: row.customer_name,
  ukeySerial: row.ukey_serial,
  feeFen: row.fee_fen,
  money: showMoney(row),
  createdAt: row.created_at.toISOString(),
  expiresAt: row.expires_at?.toISOString() ?? null,
  isAssigned: isAssigned(row, now),
});

/** A lease heals itself: one that ran out is nobody's. */
export const isAssigned = (row: Pick<OrderRow, 'assigned_to' | 'assigned_until'>, now: Date): boolean =>
  row.assigned_to !== null && row.assigned_until !== null && row.assigned_until > now;

/** The order as its owner sees it, ID number masked. */
export async function showOrder(db: Db | Trx, ctx: Context, row: OrderRow, now: Date): Promise<Order> {
  const form = openForm(ctx, row);
  const about = await readAbout(db, row);
  return {
    ...orderLine(row, now),
    reset: await resetFacts(db, ctx, row, about),
    certificateSerial: row.certificate_serial,
    certificateNotAfter: row.certificate_not_after.toISOString(),
    form: {
      customerName: form.customerName,
      representativeName: form.representativeName,
      representativeIdNumber: maskIdNumber(form.representativeIdNumber),
      representativeMobile: form.representativeMobile,
      email: form.email ?? null,
      deadline: form.deadline ?? null,
    },
    materials: about.materials,
    timeline: about.timeline,
    ceremony: about.ceremony,
    authorisationsLeft: Math.max(0, row.authorisations_max - row.authorisations),
    hasEvidence: about.evidence !== null,
    deletion: await deletionOf(db, ctx, row),
    returnTo: await wayBack(db, ctx, row),
    safety: {
      isSecondReview: row.status === 'in_review' && row.approval === 'second',
      isStopped: row.stopped_at !== null,
      resetFrom: row.status === 'awaiting_reset' ? ((await resetFrom(db, row, now))?.toISOString() ?? null) : null,
      isIdCardClosed: await isIdCardClosed(db, row),
    },
    reviewExpectedAt: row.status === 'in_review' ? (row.promised_at?.toISOString() ?? null) : null,
  };
}

export const materialsOf = (db: Db | Trx, orderId: string) =>
  db
    .selectFrom('materials')
    .selectAll()
    .where('order_id', '=', orderId)
    .where('replaced_at', 'is', null)
    .orderBy('kind')
    .execute();
