import type { Scope } from '@jiesuo/contract';
import type { Context } from '../context.ts';
import { maskAddress } from '../personal/mask.ts';
import { hashOf, isWellFormed } from './secret.ts';

export interface FoundKey {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly allowList: readonly string[];
  readonly perMinute: number;
  readonly expiresAt: Date;
  readonly secretEndsAt: Date | null;
}

const usedEverySeconds = 60;

/** Whose secret this is, asked of the database every time: a revoked key ends at once, on every node. Undefined for any that does not open. */
export async function findKey(
  ctx: Pick<Context, 'db' | 'caId'>,
  secret: string,
  address: string,
  now: Date,
): Promise<FoundKey | undefined> {
  if (!isWellFormed(secret)) return undefined;
  const row = await ctx.db
    .selectFrom('api_key_secrets')
    .innerJoin('api_keys', 'api_keys.id', 'api_key_secrets.key_id')
    .where('api_key_secrets.hash', '=', hashOf(secret))
    .where('api_keys.ca_id', '=', ctx.caId)
    .where('api_keys.state', '=', 'active')
    .where('api_keys.expires_at', '>', now)
    .where((eb) => eb.or([eb('api_key_secrets.ends_at', 'is', null), eb('api_key_secrets.ends_at', '>', now)]))
    .select([
      'api_keys.id',
      'api_keys.name',
      'api_keys.scopes',
      'api_keys.allow_list',
      'api_keys.per_minute',
      'api_keys.expires_at',
      'api_keys.used_at',
      'api_key_secrets.ends_at',
    ])
    .executeTakeFirst();
  if (!row) return undefined;
  if (!row.used_at || now.getTime() - row.used_at.getTime() >= usedEverySeconds * 1000)
    await ctx.db
      .updateTable('api_keys')
      .set({ used_at: now, used_from: maskAddress(address) })
      .where('id', '=', row.id)
      .execute();
  return {
    id: row.id,
    name: row.name,
    scopes: row.scopes,
    allowList: row.allow_list,
    perMinute: row.per_minute,
    expiresAt: row.expires_at,
    secretEndsAt: row.ends_at,
  };
}
