import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { assign } from './lease.ts';

/** The one that waits longest and nobody holds; one's own comes first, so that a reload loses nothing. Two reviewers never get the same: SKIP LOCKED. */
export const next = handle('reviews.next', (_input, { ctx, who, now, write }) =>
  write(async (trx, leaf) => {
    // One's own clicks queue up: the second of a double click finds what the first was given, instead of skipping its lock.
    await trx.selectFrom('staff').select('id').where('id', '=', who.staffId).forNoKeyUpdate().executeTakeFirst();
    const waiting = trx
      .selectFrom('orders')
      .selectAll()
      .where('ca_id', '=', ctx.caId)
      .where('status', '=', 'in_review')
      .orderBy('submitted_at')
      .orderBy('id')
      .limit(1)
      .forUpdate()
      .skipLocked();
    const mine = await waiting
      .where('assigned_to', '=', who.staffId)
      .where('assigned_until', '>', now)
      .executeTakeFirst();
    const order =
      mine ??
      (await waiting
        .where((eb) => eb.or([eb('assigned_until', 'is', null), eb('assigned_until', '<=', now)]))
        .executeTakeFirst());
    if (!order) throw new Refusal('queue_empty');
    await assign(trx, ctx, order, who.staffId, now);
    leaf({ subject: order.number });
    return { number: order.number };
  }),
);
