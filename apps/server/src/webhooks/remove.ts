import type { Act } from '../operation.ts';
import { handle } from '../operation.ts';
import { lockWebhook } from './find.ts';

const end = ({ id }: { readonly id: string }, { ctx, now, write }: Pick<Act, 'ctx' | 'now' | 'write'>) =>
  write(async (trx, leaf) => {
    const { url } = await lockWebhook(trx, ctx, id);
    await trx.updateTable('webhooks').set({ removed_at: now, state: 'disabled' }).where('id', '=', id).execute();
    await trx
      .updateTable('webhook_deliveries')
      .set({ state: 'given_up', next_at: null })
      .where('webhook_id', '=', id)
      .where('state', '=', 'waiting')
      .execute();
    leaf({ subject: id, detail: { url } });
    return {};
  });
export const remove = handle('webhooks.remove', end);
export const removeByKey = handle('v1.webhooks.remove', end);
