import { sql } from 'kysely';
import { handle } from '../operation.ts';
import { pageOf, readCursor } from '../paging/cursor.ts';

export const list = handle('audit.list', async ({ operation, subject, after, limit }, { ctx }) => {
  let query = ctx.db
    .selectFrom('audit_leaves')
    .selectAll()
    .where('ca_id', '=', ctx.caId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1);
  if (operation) query = query.where('operation', '=', operation);
  if (subject) query = query.where('subject', '=', subject);
  const from = readCursor(after);
  if (from) query = query.where(sql<boolean>`(at, id) < (${from.at}, ${from.id})`);
  const { rows, next } = pageOf(await query.execute(), limit, (row) => ({ at: row.at, id: row.id }));
  return {
    items: rows.map((row) => ({
      id: row.id,
      at: row.at.toISOString(),
      actor: row.actor,
      operation: row.operation,
      subject: row.subject,
      detail: row.detail,
      leafHash: row.leaf_hash.toString('hex'),
    })),
    next,
  };
});
