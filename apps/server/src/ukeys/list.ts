import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { handle } from '../operation.ts';
import { pageOf, readCursor } from '../paging/cursor.ts';
import { likeLiteral } from '../paging/search.ts';
import { type UkeyRow, ukeyLines } from './line.ts';

export const list = handle('ukeys.list', async (input, { ctx }) => {
  const { rows, next } = await pageUkeys(ctx, input);
  return { items: await ukeyLines(ctx.db, ctx, rows), next };
});

interface Wanted {
  readonly search?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** One page of the registry, newest first; a serial is found whole, a subscriber by its beginning. */
export async function pageUkeys(
  ctx: Pick<Context, 'db' | 'caId'>,
  { search, after, limit }: Wanted,
): Promise<{ rows: readonly UkeyRow[]; next: string | null }> {
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
  return pageOf(await query.execute(), limit, (row) => ({ at: row.imported_at, id: row.id }));
}
