import type { WebhookEvent } from '@jiesuo/contract';
import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import { actorOf } from '../audit/write.ts';
import type { Act } from '../operation.ts';
import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { isSendable } from './post.ts';
import { newSigningSecret, sealSecret } from './secret.ts';

const most = 20;

interface Wanted {
  readonly url: string;
  readonly note: string;
  readonly events: readonly WebhookEvent[];
}
async function subscribe(
  { url, note, events }: Wanted,
  { ctx, who, now, write }: Pick<Act, 'ctx' | 'who' | 'now' | 'write'>,
) {
  if (!isSendable(url, ctx.config.webhooks)) throw new Refusal('webhook_address_refused');
  return write(async (trx, leaf) => {
    await sql`select id from cas where id = ${ctx.caId} for update`.execute(trx);
    const { count } = await trx
      .selectFrom('webhooks')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('ca_id', '=', ctx.caId)
      .where('removed_at', 'is', null)
      .executeTakeFirstOrThrow();
    if (Number(count) >= most) throw new Refusal('webhook_limit');
    const id = uuid();
    const secret = newSigningSecret();
    await trx
      .insertInto('webhooks')
      .values({
        id,
        ca_id: ctx.caId,
        url,
        note,
        events: [...events],
        state: 'active',
        secret_sealed: sealSecret(ctx, id, secret),
        created_by: actorOf(who),
        created_at: now,
      })
      .execute();
    leaf({ subject: id, detail: { url, events } });
    return { id, secret };
  });
}
export const add = handle('webhooks.add', subscribe);
export const addByKey = handle('v1.webhooks.add', subscribe);
