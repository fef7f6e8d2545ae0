import type { Context } from '../context.ts';
import type { Filter } from './search.ts';

type Part = Pick<Context, 'db' | 'caId'>;
const prefix = 'staff:';

/** How members of staff among these actors are called. */
export async function namesOf({ db, caId }: Part, actors: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(actors)].flatMap((actor) => (actor.startsWith(prefix) ? [actor.slice(prefix.length)] : []));
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('staff')
    .select(['id', 'display_name'])
    .where('ca_id', '=', caId)
    .where('id', 'in', ids)
    .execute();
  return new Map(rows.map((row) => [`${prefix}${row.id}`, row.display_name]));
}

/** The filter with the actor as the log has it, where a member of staff's account was asked for. */
export async function resolved({ db, caId }: Part, filter: Filter): Promise<Filter> {
  if (filter.actor === undefined || filter.actor.includes(':')) return filter;
  const row = await db
    .selectFrom('staff')
    .select('id')
    .where('ca_id', '=', caId)
    .where('name', '=', filter.actor.normalize('NFC').trim())
    .executeTakeFirst();
  return row ? { ...filter, actor: `${prefix}${row.id}` } : filter;
}
