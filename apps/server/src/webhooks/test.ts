import { v7 as uuid } from 'uuid';
import type { Act } from '../operation.ts';
import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { lockWebhook } from './find.ts';

/** A message that tells of nothing, to this one receiver. */
const tryOut = ({ id }: { readonly id: string }, { ctx, now, write }: Pick<Act, 'ctx' | 'now' | 'write'>) =>
  write(async (trx, leaf) => {
    const hook = await lockWebhook(trx, ctx, id);
    if (hook.state !== 'active') throw new Refusal('webhook_paused');
    const [message, delivery] = [uuid(), uuid()];
    await trx
      .insertInto('webhook_messages')
      .values({ id: message, ca_id: ctx.caId, event: 'test', subject: message, data: '{}', at: now })
      .execute();
    await trx
      .insertInto('webhook_deliveries')
      .values({
        id: delivery,
        ca_id: ctx.caId,
        webhook_id: id,
        message_id: message,
        subject: message,
        state: 'waiting',
        next_at: now,
        created_at: now,
      })
      .execute();
    leaf({ subject: id, detail: { delivery } });
    return { deliveryId: delivery };
  });
export const test = handle('webhooks.test', tryOut);
export const testByKey = handle('v1.webhooks.test', tryOut);
