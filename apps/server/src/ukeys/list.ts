import { sql } from 'kysely';
import { handle } from '../operation.ts';
import { pageOf, readCursor } from '../paging/cursor.ts';
import { likeLiteral } from '../paging/search.ts';
import { ukeyLines } from './line.ts';

export const list = handle('ukeys.list', async ({ search, after, limit }, { ctx }) => {
  let query = ctx.db
    .selectFrom('ukeys')
    .selectAll()
    .where('ca_id', '=', ctx.caId)
    .orderBy('imported_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1);
  const text = search?.normalize('NFC').trim();
  if (text)
    query = query.where((eb) => eb.or([eb('serial', '=', text), eb('subscriber', 'like', `${likeLiteral(text)}%`)]));
  const from = readCursor(after);
  if (from) query = query.where(sql<boolean>`(imported_at, id) < (${from.at}, ${from.id})`);
  const { rows, next } = pageOf(await query.execute(), limit, (row) => ({ at: row.imported_at, id: row.id }));
  return { items: await ukeyLines(ctx.db, ctx, rows), next };
});
