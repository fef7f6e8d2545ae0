import { mayMove, type OrderStatus } from '@jiesuo/contract';
import { abandonCeremony } from '../ceremonies/abandon.ts';
import type { Act } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { hasRunningCeremony } from './ceremony.ts';
import { lockOrder } from './lock.ts';
import { moveOrder } from './move.ts';

/**
 * A supervisor takes an approval back, for another review (`withdraw`) or for good (`close`). The reason stands in the timeline.
 * @throws Refusal `not_found`, `order_state`, `order_ceremony_running`
 */
export const takeBack = (
  { ctx, now, write }: Pick<Act, 'ctx' | 'now' | 'write'>,
  move: 'withdraw' | 'close',
  { number, reason }: { number: string; reason: string },
): Promise<{ number: string; status: OrderStatus }> =>
  write(async (trx, leaf) => {
    const order = await lockOrder(trx, ctx, number);
    if (!order) throw new Refusal('not_found');
    if (!mayMove(move, order.status)) throw new Refusal('order_state');
    // Back to review only when nothing hangs on K; for good also when K will never answer again.
    if (move === 'close') await abandonCeremony(trx, order.id, now);
    else if (await hasRunningCeremony(trx, order.id)) throw new Refusal('order_ceremony_running');
    // The key custodian granted what was approved: another approval needs another grant.
    if (move === 'withdraw') await trx.deleteFrom('custody_decisions').where('order_id', '=', order.id).execute();
    const moved = await moveOrder(trx, ctx, order, move, { now, note: reason });
    leaf({ subject: number, detail: { reason } });
    return { number, status: moved.status };
  });
