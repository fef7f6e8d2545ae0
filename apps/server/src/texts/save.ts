import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { digestOf } from './digest.ts';
import { lockTexts, readDraft } from './draft.ts';
import { judgeContent } from './judge.ts';
import { assertSubject } from './subject.ts';

export const save = handle('texts.save', async ({ kind, subject, revision, content }, { ctx, who, now, write }) => {
  assertSubject(ctx, kind, subject);
  judgeContent(ctx, subject, content);
  return write(async (trx, leaf) => {
    await lockTexts(trx, ctx);
    const draft = await readDraft(trx, ctx, { kind, subject });
    if ((draft?.revision ?? 0) !== revision) throw new Refusal('conflict');
    const authors = [...new Set([...(draft?.authors ?? []), who.staffId])];
    const kept = content === null ? null : JSON.stringify(content);
    const changes = { content: kept, authors, edited_by: who.staffId, edited_at: now, state: 'open' as const };
    await trx
      .insertInto('text_drafts')
      .values({
        ca_id: ctx.caId,
        kind,
        subject,
        ...changes,
        revision: 1,
        note: null,
        holds_from: null,
        returned_reason: null,
      })
      .onConflict((on) => on.columns(['ca_id', 'kind', 'subject']).doUpdateSet({ ...changes, revision: revision + 1 }))
      .execute();
    leaf({ subject: `${kind}:${subject}`, detail: { revision: revision + 1, sha256: digestOf(content) } });
    return { revision: revision + 1 };
  });
});
