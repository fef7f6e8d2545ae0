import type { Context } from '../context.ts';
import { askTry, closeTry, type Try } from './ask.ts';
import type { GatewayName } from './channels/channel.ts';
import { marginMs, nextQueryAt } from './schedule.ts';
import { endUnoffered } from './unoffered.ts';

const atOnceMax = 40;
const together = 8;

interface Due extends Try {
  readonly isNeeded: boolean;
  readonly isOver: boolean;
}

/**
 * Job `payments.watch`: asks the gateways for open tries when their time has come. A try whose time is over, or whose order
 * needs no money any more, is closed: asked, closed, and asked again where money was quicker. @returns how many were asked.
 */
export async function watchTries(ctx: Context): Promise<number> {
  const due = await takeDue(ctx);
  for (let from = 0; from < due.length; from += together)
    await Promise.all(due.slice(from, from + together).map((one) => watchOne(ctx, one)));
  return due.length;
}

async function watchOne(ctx: Context, one: Due): Promise<void> {
  const said = await askTry(ctx, one);
  if (said === 'paid' || said === 'closed' || !(one.isOver || !one.isNeeded)) return;
  // It is not asked twice in a row what it does not answer.
  if (said === 'silent') await endUnoffered(ctx, one);
  else await closeTry(ctx, one, one.isOver);
}

/** The next time is set before the gateway is asked: a kill in between costs one question. */
const takeDue = (ctx: Context): Promise<Due[]> =>
  ctx.db.transaction().execute(async (trx) => {
    const now = ctx.clock();
    const rows = await trx
      .selectFrom('pay_attempts')
      .innerJoin('orders', 'orders.id', 'pay_attempts.order_id')
      .select([
        'pay_attempts.number',
        'pay_attempts.channel',
        'pay_attempts.created_at',
        'pay_attempts.expires_at',
        'pay_attempts.queries',
        'orders.status',
      ])
      .where('pay_attempts.ca_id', '=', ctx.caId)
      .where('pay_attempts.state', '=', 'open')
      .where('pay_attempts.next_query_at', '<=', now)
      .orderBy('pay_attempts.next_query_at')
      .limit(atOnceMax)
      .forUpdate('pay_attempts')
      .skipLocked()
      .execute();
    const due: Due[] = [];
    for (const row of rows) {
      const expiresAt = row.expires_at ?? now;
      const times = { createdAt: row.created_at, expiresAt, queries: row.queries };
      await trx
        .updateTable('pay_attempts')
        .set({ queries: row.queries + 1, next_query_at: nextQueryAt(times, now) })
        .where('number', '=', row.number)
        .execute();
      due.push({
        number: row.number,
        channel: row.channel as GatewayName,
        isNeeded: row.status === 'unpaid',
        isOver: expiresAt.getTime() + marginMs <= now.getTime(),
      });
    }
    return due;
  });
