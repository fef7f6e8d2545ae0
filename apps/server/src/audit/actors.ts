import type { Context } from '../context.ts';
import type { Filter } from './search.ts';

type Part = Pick<Context, 'db' | 'caId'>;
const prefix = 'staff:';
const keyPrefix = 'key:';

/** How members of staff and API keys among these actors are called. */
export async function namesOf({ db, caId }: Part, actors: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const idsOf = (kind: string) => [
    ...new Set(actors.flatMap((actor) => (actor.startsWith(kind) ? [actor.slice(kind.length)] : []))),
  ];
  const names = new Map<string, string>();
  const staff = idsOf(prefix);
  if (staff.length > 0) {
    const query = db.selectFrom('staff').select(['id', 'display_name']);
    const rows = await query.where('ca_id', '=', caId).where('id', 'in', staff).execute();
    for (const row of rows) names.set(`${prefix}${row.id}`, row.display_name);
  }
  const keys = idsOf(keyPrefix);
  if (keys.length > 0) {
    const query = db.selectFrom('api_keys').select(['id', 'name']);
    const rows = await query.where('ca_id', '=', caId).where('id', 'in', keys).execute();
    for (const row of rows) names.set(`${keyPrefix}${row.id}`, row.name);
  }
  return names;
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
