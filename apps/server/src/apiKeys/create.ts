import { guardsOf } from '@jiesuo/contract';
import { v7 as uuid } from 'uuid';
import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { newSecret } from './secret.ts';

/** The secret is handed to the person who asks, also where a second one has yet to agree: until then it opens nothing. */
export const create = handle('apiKeys.create', async (input, { ctx, who, now, write }) => {
  const [guard, other] = guardsOf(input.scopes);
  if (other) throw new Refusal('scopes_incompatible');
  return write(async (trx, leaf) => {
    const id = uuid();
    const { secret, hash, hint } = newSecret();
    const state = guard ? 'waiting' : 'active';
    await trx
      .insertInto('api_keys')
      .values({
        id,
        ca_id: ctx.caId,
        name: input.name,
        scopes: input.scopes,
        allow_list: input.allowList,
        per_minute: input.perMinute,
        guard: guard === 'supervisor' || guard === 'key_custodian' ? guard : null,
        state,
        asked_by: who.staffId,
        asked_at: now,
        expires_at: new Date(now.getTime() + input.days * 86_400_000),
      })
      .execute();
    await trx
      .insertInto('api_key_secrets')
      .values({ id: uuid(), ca_id: ctx.caId, key_id: id, hint, hash, created_at: now })
      .execute();
    leaf({
      subject: `key:${id}`,
      detail: {
        name: input.name,
        scopes: input.scopes,
        allowList: input.allowList,
        days: input.days,
        state,
        secret: hint,
      },
    });
    return { id, secret, state } as const;
  });
});
