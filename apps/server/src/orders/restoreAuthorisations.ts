import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { lockOrder } from './lock.ts';
import { authorisationsOfApproval } from './move.ts';

export const restoreAuthorisations = handle('orders.restoreAuthorisations', async ({ number, reason }, act) => {
  const { ctx } = act;
  await act.write(async (trx, leaf) => {
    const order = await lockOrder(trx, ctx, number);
    if (!order) throw new Refusal('not_found');
    if (order.status !== 'awaiting_reset') throw new Refusal('order_state');
    // A reset under way is no hindrance: one that is 核对中 may need another authorisation before anybody can settle it.
    // What was spent stays counted: the limit moves, so that the sum of all uses can still be told.
    const most = order.authorisations + authorisationsOfApproval;
    await trx
      .updateTable('orders')
      .set({ authorisations_max: most, version: order.version + 1 })
      .where('id', '=', order.id)
      .execute();
    leaf({ subject: number, detail: { reason, spent: order.authorisations, most } });
  });
  return {};
});
