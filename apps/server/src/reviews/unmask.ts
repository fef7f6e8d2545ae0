import { handle } from '../operation.ts';
import { openForm } from '../orders/form.ts';
import { Refusal } from '../refusal.ts';
import { assertReadable } from '../retention/restriction.ts';
import { mayLook } from './mayLook.ts';

/** Every digit, for those who may see the ID card itself; each view is a leaf of its own, with its reason and without the number. */
export const unmask = handle('reviews.unmask', ({ number, reason }, { ctx, who, now, write }) =>
  write(async (trx, leaf) => {
    const order = await trx
      .selectFrom('orders')
      .selectAll()
      .where('ca_id', '=', ctx.caId)
      .where('number', '=', number)
      .executeTakeFirst();
    if (!order || !mayLook(order, who, now)) throw new Refusal('not_found');
    await assertReadable(trx, ctx, order, who.staffId, now);
    leaf({ subject: number, detail: { field: 'idNumber', reason } });
    return { idNumber: openForm(ctx, order).representativeIdNumber };
  }),
);
