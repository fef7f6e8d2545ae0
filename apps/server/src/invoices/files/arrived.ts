import type { InvoiceForm } from '@jiesuo/contract';
import type { FileFault } from '@jiesuo/contract/console';
import { ArchiveFault, entriesOf } from '../../archive/entries.ts';
import { Refusal } from '../../refusal.ts';
import { isHidden } from './name.ts';
import { recognise } from './recognise.ts';

const fileBytesMost = 5 * 1024 * 1024;
const limits = { entries: 1_000, entryBytes: fileBytesMost, totalBytes: 200 * 1024 * 1024 };

export interface ArrivedFile {
  /** As it was uploaded, or stands in the archive. */
  readonly name: string;
  readonly found: { readonly form: InvoiceForm; readonly bytes: Buffer } | FileFault;
}

/** The files of an upload, one at a time: itself, or those of an archive. @throws Refusal `invoice_file_broken`, `invoice_archive_large` */
export async function* arrivedFiles(name: string, body: Buffer): AsyncGenerator<ArrivedFile> {
  const form = await recognise(body);
  if (form === undefined) throw new Refusal('invoice_file_broken');
  if (form !== 'zip') {
    yield { name, found: body.length > fileBytesMost ? 'too_large' : { form, bytes: body } };
    return;
  }
  try {
    for await (const entry of entriesOf(body, limits, (path) => !isHidden(path)))
      yield { name: entry.name, found: await judge(entry.bytes) };
  } catch (fault) {
    if (!(fault instanceof ArchiveFault)) throw fault;
    throw new Refusal(fault.kind === 'large' ? 'invoice_archive_large' : 'invoice_file_broken');
  }
}

async function judge(bytes: Buffer | undefined): Promise<ArrivedFile['found']> {
  if (!bytes) return 'too_large';
  const form = await recognise(bytes);
  return form === undefined || form === 'zip' ? 'broken' : { form, bytes };
}
