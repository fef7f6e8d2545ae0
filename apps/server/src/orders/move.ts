import { mayMove, type OrderMove, orderMoves, type TimelineEntry } from '@jiesuo/contract';
import { type Selectable, sql, type UpdateObject } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { Context, Trx } from '../context.ts';
import { custodyOf } from '../custody/custody.ts';
import type { OrdersTable } from '../db/schema/orders.ts';
import type { Database } from '../db/schema.ts';
import { giveBack } from '../refunds/giveBack.ts';
import { Refusal } from '../refusal.ts';
import type { SmsTemplate } from '../sms/queue.ts';
import { tellOrders } from '../webhooks/tellOrders.ts';
import { approvalMessage } from './approvalMessage.ts';
import { enterReview } from './enterReview.ts';
import { expiryOf } from './expiry.ts';
import { keepingOf } from './keeping.ts';

export type OrderRow = Selectable<OrdersTable>;

/** Authorisations that one approval may spend. */
export const authorisationsOfApproval = 3;

const events: Readonly<Record<OrderMove, TimelineEntry['event']>> = {
  pay: 'paid',
  cancel: 'cancelled',
  approve: 'approved',
  refuse: 'refused',
  resubmit: 'resubmitted',
  complete: 'completed',
  withdraw: 'withdrawn',
  close: 'closed',
  expire: 'expired',
};

const messages: Readonly<Partial<Record<OrderMove, SmsTemplate>>> = {
  approve: 'order_approved',
  refuse: 'order_refused',
  complete: 'reset_completed',
};

/**
 * The only place that writes an order's status. `order` must have been locked (`for update`) in this transaction.
 * Writes status, version, expiry, the timeline's event and the SMS of the move, and begins the refund that its end brings; the caller's `act.write` writes the audit leaf.
 * @throws Refusal `order_state` when the table of states does not allow the move.
 */
export async function moveOrder(
  trx: Trx,
  ctx: Context,
  order: OrderRow,
  move: OrderMove,
  facts: MoveFacts,
): Promise<OrderRow> {
  const [moved] = await moveOrders(trx, ctx, [order], move, facts);
  return moved ?? order;
}

interface MoveFacts {
  readonly now: Date;
  readonly note?: string;
  readonly changes?: UpdateObject<Database, 'orders'>;
}

/** The same for orders that move alike, in as many statements as for one. They must all be in the same state. */
export async function moveOrders(
  trx: Trx,
  ctx: Context,
  orders: readonly OrderRow[],
  move: OrderMove,
  { now, note, changes }: MoveFacts,
): Promise<OrderRow[]> {
  const from = orders[0]?.status;
  if (from === undefined) return [];
  if (!mayMove(move, from) || orders.some((order) => order.status !== from))
    throw new Refusal('order_state', { inside: `${move} from ${from}` });
  const status = orderMoves[move].to;
  const settings = await ctx.settings(trx);
  const moved = await trx
    .updateTable('orders')
    .set({
      ...changes,
      status,
      version: sql`version + 1`,
      expires_at: expiryOf(status, settings, now),
      ...(status === 'in_review' ? enterReview(settings, sql.ref<Date | null>('deadline_at'), now) : {}),
      ...(from === 'in_review' ? notAtTheDesk : {}),
      ...(status === 'in_review' ? { approval: 'first' as const, reset_from: null } : {}),
      ...(move === 'approve'
        ? { authorisations: 0, authorisations_max: authorisationsOfApproval, approval: 'done' as const }
        : {}),
      ...(move === 'resubmit' ? { is_resubmitted: true } : {}),
      ...(move === 'complete' ? { completed_at: now } : {}),
      ...(isEnd(status) ? { ended_at: now, kept_as: keepingOf(status === 'completed') } : {}),
    })
    .where(isUnchanged(orders))
    .returningAll()
    .execute();
  if (moved.length !== orders.length) throw new Error(`${move} of an order that was not locked`);
  await recordEvents(trx, moved, events[move], now, note);
  const ended: OrderRow[] = [];
  for (const order of moved) {
    const template = messages[move];
    if (template && (move !== 'approve' || (await mayBegin(trx, ctx, order)))) {
      const message = move === 'approve' ? approvalMessage(template, order, now) : { template };
      await tellCustomer(trx, ctx, order, message, `${order.version}`);
    }
    ended.push((await giveBack(trx, ctx, order, move, from)) ?? order);
  }
  return ended;
}

const isEnd = (status: OrderRow['status']): boolean =>
  status === 'completed' || status === 'cancelled' || status === 'expired';

export const notAtTheDesk = {
  assigned_to: null,
  assigned_until: null,
  assigned_at: null,
  reserved_for: null,
  reserved_until: null,
} as const;

/** A caller that forgot the lock must fail here, not overwrite another's move. */
const isUnchanged = (orders: readonly OrderRow[]) =>
  sql<boolean>`(id, version) in (select * from unnest(${orders.map(({ id }) => id)}::uuid[], ${orders.map(({ version }) => version)}::integer[]))`;

/** Nobody is called to a reset that still waits for the key custodian: his decision has messages of its own. */
async function mayBegin(trx: Trx, ctx: Context, order: OrderRow): Promise<boolean> {
  const custody = await custodyOf(trx, ctx, order);
  return custody?.state !== 'waiting';
}

/** One line of the order's timeline, in the transaction that makes it true. */
export const recordEvent = (
  trx: Trx,
  order: Pick<OrderRow, 'id' | 'ca_id'>,
  event: TimelineEntry['event'],
  at: Date,
  note?: string,
): Promise<void> => recordEvents(trx, [order], event, at, note);

async function recordEvents(
  trx: Trx,
  orders: readonly Pick<OrderRow, 'id' | 'ca_id'>[],
  event: TimelineEntry['event'],
  at: Date,
  note?: string,
): Promise<void> {
  await trx
    .insertInto('order_events')
    .values(orders.map(({ id, ca_id }) => ({ id: uuid(), ca_id, order_id: id, at, event, note: note ?? null })))
    .execute();
  await tellOrders(trx, orders, event, at);
}

/**
 * Tells no reason, no name and no link: carriers refuse such variables, and the details are in the portal.
 * `change`: what makes this one different from the same message before.
 */
export async function tellCustomer(
  trx: Trx,
  ctx: Context,
  order: Pick<OrderRow, 'id' | 'number' | 'account_id'>,
  { template, variables = {} }: { template: SmsTemplate; variables?: Readonly<Record<string, string>> },
  change: string,
): Promise<void> {
  const account = await trx
    .selectFrom('accounts')
    .select(['id', 'mobile_sealed'])
    .where('id', '=', order.account_id)
    .executeTakeFirst();
  if (!account?.mobile_sealed) return;
  await ctx.sms.queue(trx, {
    to: ctx.personal.open(`accounts.mobile_sealed:${account.id}`, account.mobile_sealed),
    template,
    variables: { number: order.number, ...variables },
    orderId: order.id,
    onceKey: `${template}:${order.id}:${change}`,
  });
}
