import { guardedTextKinds, momentOf } from '@jiesuo/contract';
import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { digestOf } from './digest.ts';
import { lockDraft } from './draft.ts';
import { issueVersion } from './issue.ts';
import { judgeContent } from './judge.ts';

/** A kind that asks for a second person is put forward only; whoever does it counts as one of its authors. */
export const publish = handle('texts.publish', (input, { ctx, who, now, write }) =>
  write(async (trx, leaf) => {
    const { kind, subject, note } = input;
    const holdsFrom = input.holdsFrom === undefined ? null : (momentOf(input.holdsFrom) ?? null);
    if (holdsFrom && holdsFrom <= now)
      throw new Refusal('text_refused', { fields: [{ path: 'holdsFrom', code: 'deadline_past' }] });
    const draft = await lockDraft(trx, ctx, input);
    if (draft.state === 'waiting') throw new Refusal('text_waits');
    judgeContent(ctx, subject, draft.content);
    const authors = [...new Set([...draft.authors, who.staffId])];
    if (guardedTextKinds.includes(kind)) {
      await trx
        .updateTable('text_drafts')
        .set({ state: 'waiting', authors, note, holds_from: holdsFrom, returned_reason: null })
        .where('ca_id', '=', ctx.caId)
        .where('kind', '=', kind)
        .where('subject', '=', subject)
        .execute();
      leaf({
        subject: `${kind}:${subject}`,
        detail: { state: 'waiting', revision: draft.revision, sha256: digestOf(draft.content), note },
      });
      return { state: 'waiting', version: null };
    }
    const issued = await issueVersion(trx, ctx, {
      kind,
      subject,
      content: draft.content,
      authors,
      approvedBy: null,
      note,
      holdsFrom: holdsFrom ?? now,
      now,
    });
    leaf(issued.leaf);
    return { state: 'published', version: issued.version };
  }),
);
