import { v7 as uuid } from 'uuid';
import { readAccount } from '../accounts/account.ts';
import type { Trx } from '../context.ts';
import { forgetFiles } from '../materials/forget.ts';
import { takeIn } from '../materials/keep.ts';
import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { openRequest } from './change.ts';

export const uploadPaper = handle('mobileChanges.uploadPaper', async (_input, act) => {
  const { ctx, who, now } = act;
  const judge = async () => {
    if (await openRequest(ctx.db, who.accountId)) throw new Refusal('mobile_change_open');
  };
  const { answer, forgotten } = await takeIn(act, judge, ({ facts, filesOf }) =>
    act.write(async (trx, leaf) => {
      const account = await readAccount(trx, ctx.caId, who.accountId, 'lock');
      if (await openRequest(trx, account.id)) throw new Refusal('mobile_change_open');
      const forgotten = await deleteUnused(trx, account.id);
      const id = uuid();
      await trx
        .insertInto('mobile_papers')
        .values({ ...facts, id, ca_id: ctx.caId, account_id: account.id, uploaded_at: now })
        .execute();
      await trx
        .insertInto('files')
        .values(filesOf({ material_id: null, paper_id: id }))
        .execute();
      leaf({ subject: account.id, detail: { paper: id, keptSha256: facts.kept_sha256 } });
      return { answer: { pages: facts.pages, uploadedAt: now.toISOString() }, forgotten };
    }),
  );
  await forgetFiles(ctx, forgotten);
  return answer;
});

/** The account's papers of no request, with the rows of their files. @returns store keys for `forgetFiles`, after the commit. */
export async function deleteUnused(trx: Trx, accountId: string): Promise<string[]> {
  const unused = trx
    .selectFrom('mobile_papers')
    .select('id')
    .where('account_id', '=', accountId)
    .where('change_id', 'is', null);
  const files = await trx.deleteFrom('files').where('paper_id', 'in', unused).returning('store_key').execute();
  await trx.deleteFrom('mobile_papers').where('account_id', '=', accountId).where('change_id', 'is', null).execute();
  return files.map((file) => file.store_key);
}
