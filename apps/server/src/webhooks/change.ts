import type { WebhookEvent } from '@jiesuo/contract';
import type { Act } from '../operation.ts';
import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { lockWebhook } from './find.ts';
import { isSendable } from './post.ts';

interface Wanted {
  readonly id: string;
  readonly url?: string | undefined;
  readonly note?: string | undefined;
  readonly events?: readonly WebhookEvent[] | undefined;
  readonly state?: 'active' | 'paused' | undefined;
}
/** While it is paused nothing new is kept for it; what waited goes out when it is resumed. */
async function alter(
  { id, url, note, events, state }: Wanted,
  { ctx, write }: Pick<Act, 'ctx' | 'write'>,
): Promise<Record<string, never>> {
  if (url !== undefined && !isSendable(url, ctx.config.webhooks)) throw new Refusal('webhook_address_refused');
  return write(async (trx, leaf) => {
    const before = await lockWebhook(trx, ctx, id);
    await trx
      .updateTable('webhooks')
      .set({
        url: url ?? before.url,
        note: note ?? before.note,
        events: [...(events ?? before.events)],
        state: state ?? before.state,
        ...(state === 'active' ? { failing_since: null } : {}),
      })
      .where('id', '=', id)
      .execute();
    leaf({
      subject: id,
      detail: {
        ...(url === undefined ? {} : { 'url.old': before.url, 'url.new': url }),
        ...(events === undefined ? {} : { 'events.old': before.events, 'events.new': events }),
        ...(state === undefined ? {} : { 'state.old': before.state, 'state.new': state }),
      },
    });
    return {};
  });
}
export const change = handle('webhooks.change', alter);
export const changeByKey = handle('v1.webhooks.change', alter);
