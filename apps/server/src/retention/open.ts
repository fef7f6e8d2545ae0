import { v7 as uuid } from 'uuid';
import { handle } from '../operation.ts';
import { lockOrder } from '../orders/lock.ts';
import { Refusal } from '../refusal.ts';
import { openMinutes, restrictionOf } from './restriction.ts';

/** Not for business: for a complaint, a dispute or an audit. Each opening is counted, and its reason stands before the auditors. */
export const open = handle('retention.open', ({ number, reason }, { ctx, who, now, write }) =>
  write(async (trx, leaf) => {
    const order = await lockOrder(trx, ctx, number);
    if (!order) throw new Refusal('not_found');
    if (!(await restrictionOf(trx, ctx, order, who.staffId, now))) throw new Refusal('order_state');
    const until = new Date(now.getTime() + openMinutes * 60_000);
    await trx
      .insertInto('restricted_openings')
      .values({ id: uuid(), ca_id: ctx.caId, order_id: order.id, staff_id: who.staffId, reason, at: now, until })
      .execute();
    leaf({ subject: number, detail: { reason, until: until.toISOString() } });
    return { until: until.toISOString() };
  }),
);
