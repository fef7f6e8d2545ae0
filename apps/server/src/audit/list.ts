import { sql } from 'kysely';
import { handle } from '../operation.ts';
import { pageOf, readCursor } from '../paging/cursor.ts';
import { namesOf, resolved } from './actors.ts';
import { matching } from './search.ts';

export const list = handle('audit.list', async ({ after, limit, ...filter }, { ctx }) => {
  let query = ctx.db
    .selectFrom('audit_leaves')
    .selectAll('audit_leaves')
    .select((e) =>
      e
        .selectFrom('audit_tree')
        .select('audit_tree.index')
        .whereRef('audit_tree.leaf_id', '=', 'audit_leaves.id')
        .as('index'),
    )
    .where(matching(ctx.caId, await resolved(ctx, filter)))
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1);
  const from = readCursor(after);
  if (from) query = query.where(sql<boolean>`(at, id) < (${from.at}, ${from.id})`);
  const { rows, next } = pageOf(await query.execute(), limit, (row) => ({ at: row.at, id: row.id }));
  const names = await namesOf(
    ctx,
    rows.map(({ actor }) => actor),
  );
  return {
    items: rows.map((row) => ({
      id: row.id,
      at: row.at.toISOString(),
      actor: row.actor,
      actorName: names.get(row.actor) ?? null,
      operation: row.operation,
      subject: row.subject,
      detail: row.detail,
      leafHash: row.leaf_hash.toString('hex'),
      index: row.index,
    })),
    next,
  };
});
