import { handle } from '../operation.ts';
import { digestOf } from './digest.ts';
import { lockDraft, removeDraft } from './draft.ts';

export const discard = handle('texts.discard', (input, { ctx, write }) =>
  write(async (trx, leaf) => {
    const draft = await lockDraft(trx, ctx, input);
    await removeDraft(trx, ctx, input);
    leaf({
      subject: `${input.kind}:${input.subject}`,
      detail: { revision: draft.revision, sha256: digestOf(draft.content) },
    });
    return {};
  }),
);
