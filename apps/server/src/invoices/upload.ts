import type { InvoiceForm } from '@jiesuo/contract';
import type { FileFault } from '@jiesuo/contract/console';
import { v7 as uuid } from 'uuid';
import type { Context, Trx } from '../context.ts';
import { forgetFiles } from '../materials/forget.ts';
import { keepPages, sha256 } from '../materials/keep.ts';
import { handle } from '../operation.ts';
import { arrivedFiles } from './files/arrived.ts';
import { numbersIn, shownName } from './files/name.ts';
import { mediaTypes } from './files/recognise.ts';

interface Kept {
  readonly name: string;
  readonly request: string;
  readonly form: InvoiceForm;
  readonly sha256: string;
  readonly file: Awaited<ReturnType<typeof keepPages>>[number];
}
interface Judged {
  readonly kept: Kept[];
  known: number;
  readonly refused: { name: string; fault: FileFault }[];
}

/** Kept as it came: an invoice's file is signed, and drawn anew it would be a picture of one. */
export const upload = handle('invoices.upload', async ({ name }, act) => {
  const { ctx, now, body } = act;
  const judged: Judged = { kept: [], known: 0, refused: [] };
  const forgotten: string[] = [];
  try {
    await storeAll(ctx, name, body, judged);
    return await act.write(async (trx, leaf) => {
      let replaced = 0;
      for (const one of judged.kept) {
        const old = await write(trx, ctx, one, now);
        forgotten.push(...old);
        replaced += old.length;
      }
      const files = judged.kept.map((one) => `${one.request} ${one.form} ${one.sha256}`);
      leaf({ detail: { files, replaced, known: judged.known, refused: judged.refused.length } });
      return { added: files.length - replaced, replaced, known: judged.known, refused: judged.refused };
    });
  } catch (error) {
    forgotten.splice(0, forgotten.length, ...judged.kept.map((one) => one.file.store_key));
    throw error;
  } finally {
    await forgetFiles(ctx, forgotten);
  }
});

/** Stores what has its place; what was there already, byte by byte, is not stored again. */
async function storeAll(ctx: Context, upload: string, body: Buffer, judged: Judged): Promise<void> {
  const seen = new Set<string>();
  for await (const { name, found } of arrivedFiles(upload, body)) {
    const refuse = (fault: FileFault) => judged.refused.push({ name: shownName(name), fault });
    if (typeof found === 'string') {
      refuse(found);
      continue;
    }
    const request = await requestOf(ctx, name);
    if ('fault' in request) {
      refuse(request.fault);
      continue;
    }
    const place = `${request.number} ${found.form}`;
    const hash = sha256(found.bytes);
    if (seen.has(place)) refuse('twice');
    else if ((await hashOf(ctx, request.number, found.form)) === hash) judged.known++;
    else {
      const [file] = await keepPages(ctx, { mediaType: mediaTypes[found.form], kept: found.bytes, pages: [] });
      if (file) judged.kept.push({ name, request: request.number, form: found.form, sha256: hash, file });
    }
    seen.add(place);
  }
}

/** The one request whose invoice's number stands in the name. */
async function requestOf(ctx: Context, name: string): Promise<{ number: string } | { fault: FileFault }> {
  const numbers = numbersIn(name);
  if (numbers.length === 0) return { fault: 'no_number' };
  const rows = await ctx.db
    .selectFrom('invoices')
    .select(['number', 'state'])
    .where('ca_id', '=', ctx.caId)
    .where('invoice_number', 'in', numbers)
    .limit(2)
    .execute();
  const [row] = rows;
  if (!row) return { fault: 'unknown' };
  if (rows.length > 1) return { fault: 'ambiguous' };
  return row.state === 'red' ? { fault: 'state' } : { number: row.number };
}

const hashOf = async ({ db }: Context, request: string, form: InvoiceForm): Promise<string | undefined> =>
  (
    await db
      .selectFrom('invoice_files')
      .select('sha256')
      .where('invoice', '=', request)
      .where('form', '=', form)
      .executeTakeFirst()
  )?.sha256;

/** Takes the place of the file of this form that was there. @returns its store key. */
async function write(
  trx: Trx,
  ctx: Context,
  { request, form, sha256: hash, file }: Kept,
  now: Date,
): Promise<string[]> {
  await trx.selectFrom('invoices').select('number').where('number', '=', request).forUpdate().execute();
  const before = await trx
    .selectFrom('invoice_files')
    .select('id')
    .where('invoice', '=', request)
    .where('form', '=', form)
    .executeTakeFirst();
  const old = before ? await dropFile(trx, before.id) : [];
  const id = uuid();
  await trx
    .insertInto('invoice_files')
    .values({ id, ca_id: ctx.caId, invoice: request, form, bytes: file.bytes, sha256: hash, uploaded_at: now })
    .execute();
  await trx
    .insertInto('files')
    .values({ ...file, id: uuid(), ca_id: ctx.caId, material_id: null, invoice_file_id: id, created_at: now })
    .execute();
  return old;
}

async function dropFile(trx: Trx, id: string): Promise<string[]> {
  const gone = await trx.deleteFrom('files').where('invoice_file_id', '=', id).returning('store_key').execute();
  await trx.deleteFrom('invoice_files').where('id', '=', id).execute();
  return gone.map((file) => file.store_key);
}
