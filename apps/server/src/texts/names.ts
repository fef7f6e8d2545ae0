import type { Context } from '../context.ts';

/** What staff are called, by id. */
export async function namesOf({ db, caId }: Pick<Context, 'db' | 'caId'>, ids: readonly (string | null)[]) {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return () => '';
  const rows = await db
    .selectFrom('staff')
    .select(['id', 'display_name'])
    .where('ca_id', '=', caId)
    .where('id', 'in', wanted)
    .execute();
  const names = new Map(rows.map((row) => [row.id, row.display_name]));
  return (id: string) => names.get(id) ?? '';
}
