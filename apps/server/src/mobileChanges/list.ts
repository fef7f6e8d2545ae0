import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { handle } from '../operation.ts';
import { pageOf, readCursor } from '../paging/cursor.ts';
import { maskMobile } from '../personal/mask.ts';
import { type ChangeRow, openChange } from './change.ts';

/** Requests by paper; what codes changed needed nobody. */
export const list = handle('mobileChanges.list', async ({ state, after, limit }, { ctx }) => {
  let query = requests(ctx)
    .where('mobile_changes.way', '=', 'papers')
    .where('mobile_changes.state', state === 'open' ? 'in' : 'not in', ['waiting', 'confirming'])
    .orderBy('mobile_changes.asked_at', 'desc')
    .orderBy('mobile_changes.id', 'desc')
    .limit(limit + 1);
  const from = readCursor(after);
  if (from) query = query.where(sql<boolean>`(mobile_changes.asked_at, mobile_changes.id) < (${from.at}, ${from.id})`);
  const { rows, next } = pageOf(await query.execute(), limit, (row) => ({ at: row.asked_at, id: row.id }));
  return { items: rows.map((row) => showLine(ctx, row)), next };
});

export const requests = (ctx: Context) =>
  ctx.db
    .selectFrom('mobile_changes')
    .innerJoin('accounts', 'accounts.id', 'mobile_changes.account_id')
    .leftJoin('staff as first', 'first.id', 'mobile_changes.first_by')
    .leftJoin('staff as second', 'second.id', 'mobile_changes.decided_by')
    .selectAll('mobile_changes')
    .select(['accounts.organisation', 'first.display_name as first_name', 'second.display_name as second_name'])
    .where('mobile_changes.ca_id', '=', ctx.caId);

export type RequestRow = ChangeRow & {
  readonly organisation: string;
  readonly first_name: string | null;
  readonly second_name: string | null;
};

export function showLine(ctx: Context, row: RequestRow) {
  const { from, to } = openChange(ctx, row);
  return {
    id: row.id,
    state: row.state,
    organisation: row.organisation,
    oldMobile: maskMobile(from),
    newMobile: maskMobile(to),
    askedAt: row.asked_at.toISOString(),
    firstBy: row.first_name,
    decidedBy: row.second_name,
    endedAt: row.ended_at?.toISOString() ?? null,
  };
}
