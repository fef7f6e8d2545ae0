import type { Db, Trx } from '../context.ts';

/** Where the list is kept among the settings; `settings.change` does not know this name. */
export const originsKey = 'returnOrigins';

export async function readOrigins(db: Db | Trx, caId: string): Promise<string[]> {
  const row = await db
    .selectFrom('settings')
    .select('value')
    .where('ca_id', '=', caId)
    .where('key', '=', originsKey)
    .executeTakeFirst();
  return Array.isArray(row?.value) ? row.value.filter((one) => typeof one === 'string') : [];
}

/**
 * The address, parsed, where its origin is one of these, letter for letter; undefined for any other. A prefix is not enough
 * (`https://crm.example.com.evil.example`), nor is what stands before an @, nor a scheme that is no address (`javascript:` has the origin `null`).
 */
export function registered(address: string, origins: readonly string[]): URL | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  return url.username === '' && url.password === '' && origins.includes(url.origin) ? url : undefined;
}
