import type { Order, OrderLine, TimelineEntry } from '@jiesuo/contract';
import { isIdCardClosed } from '../consents/idCard.ts';
import type { Context, Db, Trx } from '../context.ts';
import { resetFacts } from '../custody/show.ts';
import { wayBack } from '../links/back.ts';
import { showMaterial } from '../materials/show.ts';
import { showMoney } from '../payments/show.ts';
import { maskIdNumber } from '../personal/mask.ts';
import { deletionOf } from '../retention/statement.ts';
import { resetFrom } from '../risk/mayReset.ts';
import { openForm } from './form.ts';
import type { OrderRow } from './move.ts';

/** One line of a list; costs no query. */
export const orderLine = (row: OrderRow, now: Date): OrderLine => ({
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
  return {
    ...orderLine(row, now),
    reset: await resetFacts(db, ctx, row),
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
    materials: (await materialsOf(db, row.id)).map(showMaterial),
    timeline: await timelineOf(db, row.id),
    ceremony: await ceremonyOf(db, row.id),
    authorisationsLeft: Math.max(0, row.authorisations_max - row.authorisations),
    hasEvidence: await hasEvidence(db, row.id),
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

export async function timelineOf(db: Db | Trx, orderId: string): Promise<TimelineEntry[]> {
  const rows = await db
    .selectFrom('order_events')
    .select(['at', 'event', 'note'])
    .where('order_id', '=', orderId)
    .orderBy('at')
    .orderBy('id')
    .execute();
  return rows.map(({ at, event, note }) => ({ at: at.toISOString(), event: event as TimelineEntry['event'], note }));
}

export async function ceremonyOf(db: Db | Trx, orderId: string): Promise<Order['ceremony']> {
  const row = await db
    .selectFrom('ceremonies')
    .select(['id', 'status', 'failure', 'updated_at'])
    .where('order_id', '=', orderId)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? { id: row.id, status: row.status, failure: row.failure, updatedAt: row.updated_at.toISOString() } : null;
}

export const hasEvidence = async (db: Db | Trx, orderId: string): Promise<boolean> =>
  (await db.selectFrom('evidence').select('order_id').where('order_id', '=', orderId).executeTakeFirst()) !== undefined;
