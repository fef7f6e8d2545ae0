import type { InvoiceForm } from '@jiesuo/contract';
import type { Context } from '../../context.ts';
import type { FileAnswer } from '../../operation.ts';
import { Refusal } from '../../refusal.ts';
import { mediaTypes } from './recognise.ts';

/** One file of an invoice, to be saved: never opened as a page of ours. @throws Refusal `not_found` */
export async function giveFile(ctx: Context, request: string, form: InvoiceForm): Promise<FileAnswer> {
  const file = await ctx.db
    .selectFrom('files')
    .innerJoin('invoice_files', 'invoice_files.id', 'files.invoice_file_id')
    .innerJoin('invoices', 'invoices.number', 'invoice_files.invoice')
    .select(['files.store_key', 'files.data_key_sealed', 'invoices.invoice_number'])
    .where('invoice_files.invoice', '=', request)
    .where('invoice_files.form', '=', form)
    .where('invoices.ca_id', '=', ctx.caId)
    .executeTakeFirst();
  if (!file) throw new Refusal('not_found');
  return {
    mediaType: mediaTypes[form],
    body: await ctx.files.get(file.store_key, file.data_key_sealed),
    saveAs: `${file.invoice_number}.${form}`,
  };
}
