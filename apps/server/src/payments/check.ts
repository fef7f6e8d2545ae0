import type { Context, Trx } from '../context.ts';
import { handle } from '../operation.ts';
import { lockOwnOrder } from '../orders/lock.ts';
import { Refusal } from '../refusal.ts';
import { askTry, type Try } from './ask.ts';
import type { GatewayName } from './channels/channel.ts';
import { showPayment } from './show.ts';

/** People click more than once: a gateway is asked for one try no more often than this. */
const pauseMs = 5_000;

export const check = handle('payments.check', async ({ number }, act) => {
  const { ctx, who, now } = act;
  const { order, tries } = await act.write(async (trx, leaf) => {
    // The order first, as everybody who touches its tries.
    const locked = await lockOwnOrder(trx, ctx, number, who.accountId);
    if (!locked) throw new Refusal('not_found');
    const due = await takeTries(trx, locked.id, now);
    leaf({ subject: number, detail: { asked: due.map((one) => one.channel) } });
    return { order: locked, tries: due };
  });
  const said = await Promise.all(tries.map(async (one) => ({ ...one, said: await askTry(ctx, one) })));
  const silent = said.filter((one) => one.said === 'silent').map((one) => one.channel);
  return { ...(await showPayment(ctx.db, ctx, await again(ctx, order.id))), silent };
});

async function takeTries(trx: Trx, orderId: string, now: Date): Promise<Try[]> {
  const rows = await trx
    .updateTable('pay_attempts')
    .set({ checked_at: now })
    .where('order_id', '=', orderId)
    .where('state', '=', 'open')
    .where('channel', '!=', 'bank_transfer')
    .where((either) =>
      either.or([either('checked_at', 'is', null), either('checked_at', '<=', new Date(now.getTime() - pauseMs))]),
    )
    .returning(['number', 'channel'])
    .execute();
  return rows.map(({ number, channel }) => ({ number, channel: channel as GatewayName }));
}

const again = (ctx: Context, orderId: string) =>
  ctx.db.selectFrom('orders').selectAll().where('id', '=', orderId).executeTakeFirstOrThrow();
