import type { Selectable } from 'kysely';
import type { Context, Trx } from '../context.ts';
import type { ApiKeysTable } from '../db/schema/api.ts';
import { Refusal } from '../refusal.ts';

export type ApiKeyRow = Selectable<ApiKeysTable>;

/** @throws Refusal `not_found` */
export async function lockKey(trx: Trx, ctx: Pick<Context, 'caId'>, id: string): Promise<ApiKeyRow> {
  const row = await trx
    .selectFrom('api_keys')
    .selectAll()
    .where('ca_id', '=', ctx.caId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new Refusal('not_found');
  return row;
}

/** What a key is now: its time ends it without anyone's doing. */
export const stateOf = (row: Pick<ApiKeyRow, 'state' | 'expires_at'>, now: Date) =>
  (row.state === 'active' || row.state === 'waiting') && row.expires_at <= now ? ('expired' as const) : row.state;
