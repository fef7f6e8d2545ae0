import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { lockDraft } from './draft.ts';
import { issueVersion } from './issue.ts';
import { judgeContent } from './judge.ts';

/** The second person answers for exactly the draft that was seen: another revision is a conflict. */
export const settle = handle('texts.settle', (input, { ctx, who, now, write }) =>
  write(async (trx, leaf) => {
    const { kind, subject, decision, reason } = input;
    const draft = await lockDraft(trx, ctx, input);
    if (draft.state !== 'waiting') throw new Refusal('text_not_waiting');
    if (draft.authors.includes(who.staffId)) throw new Refusal('text_author_may_not');
    if (decision === 'return') {
      await trx
        .updateTable('text_drafts')
        .set({ state: 'open', returned_reason: reason })
        .where('ca_id', '=', ctx.caId)
        .where('kind', '=', kind)
        .where('subject', '=', subject)
        .execute();
      leaf({ subject: `${kind}:${subject}`, detail: { decision, revision: draft.revision, reason } });
      return { version: null };
    }
    // The model may have been corrected since it was put forward.
    judgeContent(ctx, subject, draft.content);
    const issued = await issueVersion(trx, ctx, {
      kind,
      subject,
      content: draft.content,
      authors: draft.authors,
      approvedBy: who.staffId,
      note: draft.note ?? '',
      holdsFrom: draft.holds_from && draft.holds_from > now ? draft.holds_from : now,
      now,
    });
    leaf({ ...issued.leaf, detail: { ...issued.leaf.detail, decision, reason } });
    return { version: issued.version };
  }),
);
