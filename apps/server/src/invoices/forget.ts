import type { Trx } from '../context.ts';
import type { StoredFile } from '../retention/record.ts';

const filesIn = (trx: Trx, invoices: readonly string[]) =>
  trx.selectFrom('invoice_files').select('id').where('invoice', 'in', invoices);

export const invoiceFilesOf = (trx: Trx, invoices: readonly string[]): Promise<StoredFile[]> =>
  trx
    .selectFrom('files')
    .select(['store_key', 'bytes'])
    .where('invoice_file_id', 'in', filesIn(trx, invoices))
    .execute();

/** The locked request loses the title's facts and its files; numbers, amounts and audit stay. */
export async function forgetInvoice(trx: Trx, number: string, now: Date): Promise<void> {
  await trx
    .deleteFrom('files')
    .where('invoice_file_id', 'in', filesIn(trx, [number]))
    .execute();
  await trx.deleteFrom('invoice_files').where('invoice', '=', number).execute();
  await trx.updateTable('invoices').set({ facts_sealed: '', forgotten_at: now }).where('number', '=', number).execute();
}
