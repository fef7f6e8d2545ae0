import { v7 as uuid } from 'uuid';
import { countTry, forgiveTries } from '../accounts/tries.ts';
import type { Context } from '../context.ts';
import { findByStopCode, stopChange } from '../mobileChanges/stop.ts';
import { handle } from '../operation.ts';
import { type OrderRow, recordEvent } from '../orders/move.ts';
import { Refusal } from '../refusal.ts';
import { stopCodeIndex } from './offer.ts';

/** What has not ended may be stopped; also while a reset runs: what the UKey was not yet asked for is then never asked. */
const stoppable: readonly OrderRow['status'][] = ['unpaid', 'in_review', 'rejected', 'awaiting_reset'];

/** Without a log-in: who was told may have no account. Wrong codes slow one address down and nobody else. */
export const stop = handle('stops.stop', async ({ code }, act) => {
  const { ctx, now } = act;
  const tried = { subject: 'stop:code', address: act.address, now } as const;
  await countTry(ctx, tried);
  const offer = await findOffer(ctx, code, now);
  if (!offer) {
    const change = await findByStopCode(ctx, stopCodeIndex(ctx, code), now);
    if (!change) throw new Refusal('stop_code_wrong');
    return act.write(async (trx, leaf) => {
      const stoppedAt = await stopChange(trx, ctx, change.id, now, leaf);
      await forgiveTries(trx, ctx, tried);
      return { what: 'mobile', number: null, stoppedAt: stoppedAt.toISOString() };
    });
  }
  return act.write(async (trx, leaf) => {
    const order = await trx
      .selectFrom('orders')
      .selectAll()
      .where('id', '=', offer.order_id)
      .forUpdate()
      .executeTakeFirstOrThrow();
    if (!stoppable.includes(order.status)) throw new Refusal('stop_code_wrong');
    await forgiveTries(trx, ctx, tried);
    leaf({ subject: order.number, detail: { offer: offer.id, again: order.stopped_at !== null } });
    const stoppedAt = order.stopped_at ?? now;
    if (!order.stopped_at) {
      await trx
        .updateTable('orders')
        .set({ stopped_at: now, version: order.version + 1 })
        .where('id', '=', order.id)
        .execute();
      await trx
        .insertInto('order_stops')
        .values({ id: uuid(), ca_id: ctx.caId, order_id: order.id, at: now })
        .execute();
      await recordEvent(trx, order, 'stopped', now);
      ctx.log.warn({ order: order.number }, 'the contact on record stopped an order');
    }
    return { what: 'order', number: order.number.slice(-numberTail), stoppedAt: stoppedAt.toISOString() };
  });
});

/** Whoever holds the code learns of the order what the message said. */
const numberTail = 6;

const findOffer = (ctx: Context, code: string, now: Date) =>
  ctx.db
    .selectFrom('stop_offers')
    .select(['id', 'order_id'])
    .where('ca_id', '=', ctx.caId)
    .where('code_index', '=', stopCodeIndex(ctx, code))
    .where('expires_at', '>', now)
    .executeTakeFirst();
