import { v7 as uuid } from 'uuid';
import { readAccount } from '../accounts/account.ts';
import type { Trx } from '../context.ts';
import { decode } from '../materials/decode/decode.ts';
import { forgetFiles } from '../materials/forget.ts';
import { keepPages, sha256 } from '../materials/keep.ts';
import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { openRequest } from './change.ts';

const bytesMax = 10 * 1024 * 1024;

export const uploadPaper = handle('mobileChanges.uploadPaper', async (_input, act) => {
  const { ctx, who, now, body } = act;
  if (body.length === 0) throw new Refusal('material_broken');
  if (body.length > bytesMax) throw new Refusal('material_too_large');
  // Judged twice: now, so that nobody makes us decode what has no place to go; and under the lock, where it counts.
  if (await openRequest(ctx.db, who.accountId)) throw new Refusal('mobile_change_open');
  const decoded = await decode(body);
  const files = await keepPages(ctx, decoded);
  const keys = files.map((file) => file.store_key);
  try {
    const { answer, forgotten } = await act.write(async (trx, leaf) => {
      const account = await readAccount(trx, ctx.caId, who.accountId, 'lock');
      if (await openRequest(trx, account.id)) throw new Refusal('mobile_change_open');
      const forgotten = await deleteUnused(trx, account.id);
      const id = uuid();
      const keptSha256 = sha256(decoded.kept);
      await trx
        .insertInto('mobile_papers')
        .values({
          id,
          ca_id: ctx.caId,
          account_id: account.id,
          media_type: decoded.mediaType,
          pages: decoded.pages.length,
          bytes: decoded.kept.length,
          uploaded_sha256: sha256(body),
          kept_sha256: keptSha256,
          uploaded_at: now,
        })
        .execute();
      await trx
        .insertInto('files')
        .values(
          files.map((file) => ({
            ...file,
            id: uuid(),
            ca_id: ctx.caId,
            material_id: null,
            paper_id: id,
            created_at: now,
          })),
        )
        .execute();
      leaf({ subject: account.id, detail: { paper: id, keptSha256 } });
      return { answer: { pages: decoded.pages.length, uploadedAt: now.toISOString() }, forgotten };
    });
    await forgetFiles(ctx, forgotten);
    return answer;
  } catch (error) {
    await forgetFiles(ctx, keys);
    throw error;
  }
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
