import { handle } from '../operation.ts';
import { namesOf } from './names.ts';

export const waiting = handle('texts.waiting', async (_input, { ctx, who }) => {
  const rows = await ctx.db
    .selectFrom('text_drafts')
    .select(['kind', 'subject', 'authors', 'note'])
    .where('ca_id', '=', ctx.caId)
    .where('state', '=', 'waiting')
    .orderBy('edited_at')
    .execute();
  const nameOf = await namesOf(
    ctx,
    rows.flatMap((row) => row.authors),
  );
  const items = rows.map(({ kind, subject, authors, note }) => ({
    kind,
    subject,
    authors: authors.map(nameOf),
    note: note ?? '',
    mayApprove: !authors.includes(who.staffId),
  }));
  return { items };
});
