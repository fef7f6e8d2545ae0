import type { TextContent } from '@jiesuo/contract';
import { textContent } from '@jiesuo/contract';
import { handle } from '../operation.ts';
import { builtIn, builtInSubjects } from './builtIn.ts';
import { namesOf } from './names.ts';

export const list = handle('texts.list', async ({ kind }, { ctx, now }) => {
  const texts = await ctx.texts();
  const rows = await ctx.db
    .selectFrom('text_drafts')
    .selectAll()
    .where('ca_id', '=', ctx.caId)
    .where('kind', '=', kind)
    .execute();
  const drafts = new Map(rows.map((row) => [row.subject, row]));
  const nameOf = await namesOf(
    ctx,
    rows.map((row) => row.edited_by),
  );
  const since = (subject: string) =>
    texts.versionsOf(kind, subject).at(-1)?.published_at ?? drafts.get(subject)?.edited_at ?? now;
  const others = [...new Set([...texts.subjectsOf(kind), ...drafts.keys()])].toSorted(
    (a, b) => since(b).getTime() - since(a).getTime() || b.localeCompare(a),
  );
  const subjects = [...new Set([...builtInSubjects(kind), ...others])];
  const items = subjects.map((subject) => {
    const held = texts.inForce(kind, subject);
    const [newest] = texts.versionsOf(kind, subject);
    const draft = drafts.get(subject);
    const hasWords = texts.content(kind, subject) !== null;
    return {
      subject,
      title: titleOf(held?.content ?? newest?.content ?? textContent.safeParse(draft?.content).data),
      version: hasWords ? (held?.content ? held.version : 0) : null,
      holdsFrom: hasWords && held?.content ? held.holds_from.toISOString() : null,
      coming:
        newest && newest.holds_from > now
          ? { version: newest.version, holdsFrom: newest.holds_from.toISOString() }
          : null,
      draft: draft
        ? { state: draft.state, editedAt: draft.edited_at.toISOString(), editedBy: nameOf(draft.edited_by) }
        : null,
    };
  });
  const models = kind === 'pin_policy' ? ctx.models.models().map(({ id }) => id) : [];
  return { items, free: models.filter((id) => !subjects.includes(id) && builtIn(kind, id) === null) };
});

const titleOf = (content: TextContent | null | undefined) => (content?.kind === 'announcement' ? content.title : null);
