import { countMost } from '@jiesuo/contract/console';
import { handle } from '../operation.ts';
import { heldBy, rank, unheld, waiting } from './desk.ts';

/** One statement over the indexes of what waits, none read further than is shown: a page may ask every few seconds, however many orders there are. */
export const counts = handle('reviews.counts', async (_input, { ctx, who, now }) => {
  const all = waiting(ctx.db, ctx);
  const each = {
    waiting: all,
    free: unheld(all, now),
    mine: heldBy(all, who.staffId, now),
    resubmitted: all.where('orders.is_resubmitted', '=', true),
    deadline: all.where('orders.deadline_at', 'is not', null),
    due: all.where(rank, '<=', now),
  };
  const counted = (orders: typeof all) =>
    ctx.db
      .selectFrom(orders.select('orders.id').limit(countMost).as('some'))
      .select((eb) => eb.fn.countAll<number>().as('count'));
  return ctx.db
    .selectNoFrom([
      counted(each.waiting).as('waiting'),
      counted(each.free).as('free'),
      counted(each.mine).as('mine'),
      counted(each.resubmitted).as('resubmitted'),
      counted(each.deadline).as('deadline'),
      counted(each.due).as('due'),
    ])
    .$narrowType<Record<keyof typeof each, number>>()
    .executeTakeFirstOrThrow();
});
