import { handle } from '../operation.ts';
import { builtIn } from './builtIn.ts';
import { namesOf } from './names.ts';
import { assertSubject } from './subject.ts';

/** Paged by the version's number, the newest first. */
export const history = handle('texts.history', async ({ kind, subject, after, limit }, { ctx }) => {
  assertSubject(ctx, kind, subject);
  const all = (await ctx.texts()).versionsOf(kind, subject);
  const from = /^\d{1,9}$/.test(after ?? '') ? Number(after) : Number.POSITIVE_INFINITY;
  const older = all.filter(({ version }) => version < from);
  const rows = older.slice(0, limit);
  const nameOf = await namesOf(
    ctx,
    rows.flatMap((row) => [...row.authors, row.approved_by]),
  );
  const items = rows.map((row, index) => ({
    version: row.version,
    content: row.content,
    before: (older[index + 1] ?? { content: null }).content ?? builtIn(kind, subject),
    authors: row.authors.map(nameOf),
    approvedBy: row.approved_by && nameOf(row.approved_by),
    note: row.note,
    publishedAt: row.published_at.toISOString(),
    holdsFrom: row.holds_from.toISOString(),
  }));
  return { items, next: older.length > limit ? String(rows.at(-1)?.version ?? '') : null };
});
