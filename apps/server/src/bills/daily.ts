import { dayOf, shiftDay } from '@jiesuo/contract';
import { writeLeaf } from '../audit/write.ts';
import type { Context } from '../context.ts';
import { GatewayFault, type GatewayName } from '../payments/channels/channel.ts';
import { type Record, reconcileBill } from './reconcile.ts';

/** So many days back a bill that was never reconciled is still asked for: longer than any outage that nobody noticed. */
const daysBack = 14;

/**
 * Job `bills.reconcile`: yesterday's bill of each gateway, and every earlier one that is still missing since the first payment.
 * @throws Error when a bill could not be had: the job is tried again.
 */
export async function reconcileDue(ctx: Context): Promise<void> {
  const failed: string[] = [];
  for (const channel of ctx.channels.keys())
    for (const day of await daysDue(ctx, channel))
      try {
        await reconcileBill(ctx, { channel, day }, asJob(ctx));
      } catch (fault) {
        if (!(fault instanceof GatewayFault)) throw fault;
        failed.push(`${channel} ${day}: ${fault.code}`);
      }
  if (failed.length > 0) throw new Error(`bills could not be had: ${failed.join(', ')}`);
}

async function daysDue(ctx: Context, channel: GatewayName): Promise<readonly string[]> {
  const yesterday = shiftDay(dayOf(ctx.clock()), -1);
  const first = await ctx.db
    .selectFrom('pay_attempts')
    .select('created_at')
    .where('ca_id', '=', ctx.caId)
    .where('channel', '=', channel)
    .orderBy('created_at')
    .limit(1)
    .executeTakeFirst();
  if (!first) return [];
  const done = await ctx.db
    .selectFrom('bills')
    .select('day')
    .where('ca_id', '=', ctx.caId)
    .where('channel', '=', channel)
    .where('state', '=', 'reconciled')
    .where('day', '>=', shiftDay(yesterday, -daysBack))
    .execute();
  const known = new Set(done.map(({ day }) => day));
  return Array.from({ length: daysBack }, (_, i) => shiftDay(yesterday, i + 1 - daysBack)).filter(
    (day) => day >= dayOf(first.created_at) && !known.has(day),
  );
}

/** Each step of the job in a transaction with its own leaf. */
export const asJob =
  (ctx: Context): Record =>
  (run) =>
    ctx.db.transaction().execute(async (trx) => {
      const origin = { ctx, at: ctx.clock(), actor: 'system', operation: 'bills.reconcile', requestId: null };
      await writeLeaf(trx, origin, await run(trx));
    });
