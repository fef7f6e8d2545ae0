import { guardedTextKinds } from '@jiesuo/contract';
import { handle } from '../operation.ts';
import { readDraft } from './draft.ts';
import { variablesOf } from './judge.ts';
import { namesOf } from './names.ts';
import { assertSubject } from './subject.ts';

export const show = handle('texts.show', async ({ kind, subject }, { ctx, who }) => {
  assertSubject(ctx, kind, subject);
  const texts = await ctx.texts();
  const held = texts.inForce(kind, subject);
  const content = texts.content(kind, subject);
  const draft = await readDraft(ctx.db, ctx, { kind, subject });
  const nameOf = await namesOf(ctx, draft?.authors ?? []);
  return {
    version: content === null ? null : held?.content ? held.version : 0,
    content,
    needsSecond: guardedTextKinds.includes(kind),
    draft: draft
      ? {
          revision: draft.revision,
          state: draft.state,
          content: draft.content,
          authors: draft.authors.map(nameOf),
          editedAt: draft.edited_at.toISOString(),
          note: draft.note,
          holdsFrom: draft.holds_from?.toISOString() ?? null,
          returned: draft.returned_reason,
          mayApprove: draft.state === 'waiting' && !draft.authors.includes(who.staffId),
        }
      : null,
    variables: kind === 'message' ? [...variablesOf(subject)] : [],
    approvedElsewhere:
      kind === 'message' && content?.kind === 'message' && content.sms !== null
        ? ctx.config.sms.providers.filter((name) => name === 'aliyun' || name === 'tencent')
        : [],
  };
});
