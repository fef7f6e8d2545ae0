import type { Act } from '../operation.ts';
import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { lockWebhook } from './find.ts';

/** Once more from the beginning, under the same id: a receiver that keeps ids takes no harm. */
const again = (
  { deliveryId }: { readonly deliveryId: string },
  { ctx, now, write }: Pick<Act, 'ctx' | 'now' | 'write'>,
): Promise<Record<string, never>> =>
  write(async (trx, leaf) => {
    const delivery = await trx
      .selectFrom('webhook_deliveries')
      .select(['id', 'webhook_id'])
      .where('ca_id', '=', ctx.caId)
      .where('id', '=', deliveryId)
      .executeTakeFirst();
    if (!delivery) throw new Refusal('not_found');
    const hook = await lockWebhook(trx, ctx, delivery.webhook_id);
    if (hook.state !== 'active') throw new Refusal('webhook_paused');
    await trx
      .updateTable('webhook_deliveries')
      .set({ state: 'waiting', tries: 0, next_at: now })
      .where('id', '=', deliveryId)
      .execute();
    leaf({ subject: hook.id, detail: { delivery: deliveryId } });
    return {};
  });
export const resend = handle('webhooks.resend', again);
export const resendByKey = handle('v1.webhooks.resend', again);
