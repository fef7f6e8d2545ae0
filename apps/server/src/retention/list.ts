import { sql } from 'kysely';
import { handle } from '../operation.ts';
import { pageOf, readCursor } from '../paging/cursor.ts';

export const list = handle('retention.list', async ({ rule, after, limit }, { ctx }) => {
  let query = ctx.db
    .selectFrom('deletions')
    .selectAll()
    .where('ca_id', '=', ctx.caId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1);
  if (rule) query = query.where('rule', '=', rule);
  const from = readCursor(after);
  if (from) query = query.where(sql<boolean>`(at, id) < (${from.at}, ${from.id})`);
  const { rows, next } = pageOf(await query.execute(), limit, (row) => ({ at: row.at, id: row.id }));
  return {
    items: rows.map((row) => ({
      id: row.id,
      rule: row.rule,
      mark: row.mark,
      records: row.records,
      files: row.files,
      bytes: row.bytes,
      dueAt: row.due_at.toISOString(),
      at: row.at.toISOString(),
      leaf: row.leaf_id,
    })),
    next,
  };
});
