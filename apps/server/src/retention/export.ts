import { Readable } from 'node:stream';
import { retentionRules, shanghaiTime } from '@jiesuo/contract';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { csvLines, csvOf } from '../figures/csv.ts';
import { handle } from '../operation.ts';
import { type Cursor } from '../paging/cursor.ts';

const atOnceMax = 1_000;
const head = ['rule', 'name', 'law', 'mark', 'records', 'files', 'bytes', 'due', 'deleted', 'audit leaf'] as const;

/** Recorded before the first line leaves. */
export const exportRecords = handle('retention.export', async ({ rule }, { ctx, now, language, write }) => {
  await write(async (_, leaf) => leaf({ detail: { rule: rule ?? null } }));
  const stamp = shanghaiTime(now).replaceAll(/\D/g, '');
  return {
    mediaType: 'text/csv; charset=utf-8',
    body: Readable.from(lines(ctx, rule, language)),
    saveAs: `deletions-${stamp}.csv`,
  };
});

type Rule = keyof typeof retentionRules;

async function* lines(ctx: Context, rule: Rule | undefined, language: 'zh' | 'en'): AsyncGenerator<Buffer> {
  yield csvOf({ head: [...head], rows: [] });
  for (let after: Cursor | undefined; ; ) {
    const rows = await page(ctx, rule, after);
    const told = rows.map((row) => [
      row.rule,
      retentionRules[row.rule].name[language],
      retentionRules[row.rule].law[language],
      row.mark,
      row.records,
      row.files,
      row.bytes,
      row.due_at.toISOString(),
      row.at.toISOString(),
      row.leaf_id,
    ]);
    yield Buffer.from(csvLines(told));
    const last = rows.at(-1);
    if (!last || rows.length < atOnceMax) return;
    after = last;
  }
}

function page(ctx: Context, rule: Rule | undefined, after: Cursor | undefined) {
  let query = ctx.db
    .selectFrom('deletions')
    .selectAll()
    .where('ca_id', '=', ctx.caId)
    .orderBy('at')
    .orderBy('id')
    .limit(atOnceMax);
  if (rule) query = query.where('rule', '=', rule);
  if (after) query = query.where(sql<boolean>`(at, id) > (${after.at}, ${after.id})`);
  return query.execute();
}
