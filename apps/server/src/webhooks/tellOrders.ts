import type { TimelineEntry, WebhookEvent } from '@jiesuo/contract';
import type { Trx } from '../context.ts';
import { listeners, tellAll } from './tell.ts';

/** What of an order's timeline is told outside. Second reviews and stops are the house's own business. */
const told: Readonly<Partial<Record<TimelineEntry['event'], WebhookEvent>>> = {
  submitted: 'order.submitted',
  paid: 'order.paid',
  review_started: 'order.review_started',
  approved: 'order.approved',
  refused: 'order.refused',
  resubmitted: 'order.resubmitted',
  withdrawn: 'order.withdrawn',
  cancelled: 'order.cancelled',
  closed: 'order.closed',
  expired: 'order.expired',
  reset_started: 'reset.started',
  reset_failed: 'reset.failed',
  completed: 'reset.completed',
  refund_started: 'refund.started',
  refunded: 'refund.completed',
};

/** Tells of one event in the timeline of orders, as they stand now in this transaction. */
export async function tellOrders(
  trx: Trx,
  orders: readonly { readonly id: string; readonly ca_id: string }[],
  event: TimelineEntry['event'],
  now: Date,
): Promise<void> {
  const name = told[event];
  const caId = orders[0]?.ca_id;
  if (!name || caId === undefined) return;
  if (!(await listeners(trx, { caId })).some(({ events }) => events.includes(name))) return;
  const rows = await trx
    .selectFrom('orders')
    .select(['number', 'status', 'version', 'ukey_serial', 'reference'])
    .where(
      'id',
      'in',
      orders.map(({ id }) => id),
    )
    .execute();
  await tellAll(
    trx,
    { caId },
    rows.map(({ number, status, version, ukey_serial, reference }) => ({
      event: name,
      subject: number,
      data: { number, status, version, ukeySerial: ukey_serial, reference },
      now,
    })),
  );
}
