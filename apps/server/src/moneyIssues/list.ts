import { sql } from 'kysely';
import { handle } from '../operation.ts';
import { pageOf, readCursor } from '../paging/cursor.ts';
import { issueLines, showIssue } from './show.ts';

export const list = handle('moneyIssues.list', async (input, { ctx }) => {
  let query = issueLines(ctx.db, ctx)
    .where('money_issues.resolved_at', input.state === 'open' ? 'is' : 'is not', null)
    .orderBy('money_issues.opened_at', 'desc')
    .orderBy('money_issues.id', 'desc')
    .limit(input.limit + 1);
  if (input.kind) query = query.where('money_issues.kind', '=', input.kind);
  if (input.channel) query = query.where('money_issues.channel', '=', input.channel);
  const text = input.search?.trim();
  if (text)
    query = query.where((where) =>
      where.or([
        where('orders.number', '=', text.toUpperCase()),
        where('money_issues.attempt', '=', text),
        where('money_issues.refund', '=', text),
        where('money_issues.reference', '=', text),
      ]),
    );
  const from = readCursor(input.after);
  if (from) query = query.where(sql<boolean>`(money_issues.opened_at, money_issues.id) < (${from.at}, ${from.id})`);
  const { rows, next } = pageOf(await query.execute(), input.limit, (row) => ({ at: row.opened_at, id: row.id }));
  const { open } = await ctx.db
    .selectFrom('money_issues')
    .select((count) => count.fn.countAll<number>().as('open'))
    .where('ca_id', '=', ctx.caId)
    .where('resolved_at', 'is', null)
    .executeTakeFirstOrThrow();
  return { items: rows.map(showIssue), next, open };
});
