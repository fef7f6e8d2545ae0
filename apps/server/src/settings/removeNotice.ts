import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';

export const remove = handle('notices.remove', async ({ id }, act) =>
  act.write(async (trx, leaf) => {
    const removed = await trx
      .updateTable('notices')
      .set({ removed_at: act.now })
      .where('id', '=', id)
      .where('ca_id', '=', act.ctx.caId)
      .where('removed_at', 'is', null)
      .returning('title')
      .executeTakeFirst();
    if (!removed) throw new Refusal('not_found');
    leaf({ subject: id, detail: { title: removed.title } });
    return {};
  }),
);
