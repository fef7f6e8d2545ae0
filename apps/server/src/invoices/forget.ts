import { writeLeaf } from '../audit/write.ts';
import type { Context, Trx } from '../context.ts';
import { forgetFiles } from '../materials/forget.ts';

/** What became no invoice is kept while a question may come. What did is a record of the accounts for ten years (税收征收管理法实施细则 §29). */
const unmadeDays = 90;
const madeYears = 10;
const atOnceMax = 200;

/** Job `invoices.forget`: at the end of its retention a request loses the title's facts and its files; numbers, amounts and audit stay. @returns how many. */
export async function forgetInvoices(ctx: Context): Promise<number> {
  const now = ctx.clock();
  const unmadeBefore = new Date(now.getTime() - unmadeDays * 24 * 3_600_000);
  const madeBefore = new Date(now);
  madeBefore.setUTCFullYear(now.getUTCFullYear() - madeYears);
  const due = await ctx.db
    .selectFrom('invoices')
    .select('number')
    .where('ca_id', '=', ctx.caId)
    .where('forgotten_at', 'is', null)
    .where((either) =>
      either.or([
        either.and([
          either('state', 'in', ['rejected', 'withdrawn', 'ended']),
          either('changed_at', '<', unmadeBefore),
        ]),
        either.and([either('state', 'in', ['issued', 'red']), either('changed_at', '<', madeBefore)]),
      ]),
    )
    .limit(atOnceMax)
    .execute();
  for (const { number } of due) {
    const keys = await ctx.db.transaction().execute((trx) => forgetOne(trx, ctx, number, now));
    await forgetFiles(ctx, keys);
  }
  return due.length;
}

async function forgetOne(trx: Trx, ctx: Context, number: string, now: Date): Promise<string[]> {
  const files = trx.selectFrom('invoice_files').select('id').where('invoice', '=', number);
  const gone = await trx.deleteFrom('files').where('invoice_file_id', 'in', files).returning('store_key').execute();
  await trx.deleteFrom('invoice_files').where('invoice', '=', number).execute();
  await trx.updateTable('invoices').set({ facts_sealed: '', forgotten_at: now }).where('number', '=', number).execute();
  const origin = { ctx, at: now, actor: 'system', operation: 'invoices.forget', requestId: null };
  await writeLeaf(trx, origin, { subject: number, detail: { files: gone.length } });
  return gone.map((file) => file.store_key);
}
