import { v7 as uuid } from 'uuid';
import { newSecret } from '../../../apps/server/src/apiKeys/secret.ts';
import type { Db } from '../../../apps/server/src/context.ts';

/** A key for the load's program, as if staff had agreed to it. @returns the secret */
export async function giveKey(db: Db): Promise<string> {
  const { id: ca_id } = await db.selectFrom('cas').select('id').executeTakeFirstOrThrow();
  const { id: asked_by } = await db.selectFrom('staff').select('id').limit(1).executeTakeFirstOrThrow();
  const [id, now] = [uuid(), new Date()];
  const { secret, hash, hint } = newSecret();
  await db
    .insertInto('api_keys')
    .values({
      id,
      ca_id,
      name: 'load',
      scopes: ['ukeys.write', 'ukeys.read'],
      allow_list: [],
      per_minute: 6_000,
      guard: null,
      state: 'active',
      asked_by,
      asked_at: now,
      expires_at: new Date(now.getTime() + 365 * 86_400_000),
    })
    .execute();
  await db
    .insertInto('api_key_secrets')
    .values({ id: uuid(), ca_id, key_id: id, hint, hash, created_at: now })
    .execute();
  return secret;
}
