import type { Trx } from '../context.ts';
import type { StoredFile } from '../retention/record.ts';

type Papers = readonly string[] | ReturnType<typeof papersOf>;

/** The papers of these changes. */
export const papersOf = (trx: Trx, changes: readonly string[]) =>
  trx.selectFrom('mobile_papers').select('id').where('change_id', 'in', changes);

export const filesOfPapers = (trx: Trx, papers: Papers): Promise<StoredFile[]> =>
  trx.selectFrom('files').select(['store_key', 'bytes']).where('paper_id', 'in', papers).execute();

export async function erasePapers(trx: Trx, papers: Papers): Promise<void> {
  await trx.deleteFrom('files').where('paper_id', 'in', papers).execute();
  await trx.deleteFrom('mobile_papers').where('id', 'in', papers).execute();
}
