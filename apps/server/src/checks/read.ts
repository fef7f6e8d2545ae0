import { buffer } from 'node:stream/consumers';
import { writeLeaf } from '../audit/write.ts';
import type { Context, Trx } from '../context.ts';
import type { Handler } from '../jobs/run.ts';
import { keepPrints } from './elsewhere.ts';
import { keepJudgement } from './keep.ts';
import { type MaterialFacts, materialFacts } from './material.ts';
import type { ReadMaterial, Sheet } from './reader/answer.ts';
import { ReadFault } from './reader/reader.ts';
import { sealReading } from './sealed.ts';

/** An ID card has two sides, a letter and a licence a page each; the rest are enclosures that a person reads. */
const pagesMost = 3;

/** Job `checks.read`: reads a material and judges it. Whatever goes wrong with the reading is a result too. */
export const readMaterial =
  (ctx: Context): Handler =>
  async (data) => {
    const material = await materialFacts(ctx.db, ctx, String(data.material));
    if (!material) return;
    const since = performance.now();
    const read = await attempt(ctx, material);
    const milliseconds = Math.round(performance.now() - since);
    await ctx.db.transaction().execute(async (trx) => {
      // Under the lock: it may have been replaced or removed while it was read.
      const row = await trx
        .selectFrom('document_checks')
        .select('material_id')
        .where('material_id', '=', material.id)
        .forUpdate()
        .executeTakeFirst();
      if (!row) return;
      await ('failure' in read ? keepFailure(trx, ctx, material, read.failure) : keepReading(trx, ctx, material, read));
      await trx.updateTable('document_checks').set({ milliseconds }).where('material_id', '=', material.id).execute();
    });
  };

async function attempt(ctx: Context, material: MaterialFacts): Promise<ReadMaterial | Pick<ReadFault, 'failure'>> {
  try {
    return await ctx.documentReader.read(await sheetsOf(ctx, material));
  } catch (error) {
    const fault = error instanceof ReadFault ? error : new ReadFault('broken', String(error));
    ctx.log.warn(
      { material: material.id, failure: fault.failure, inside: fault.message },
      'a material could not be checked',
    );
    return fault;
  }
}

/** A picture is read as large as it was kept, a PDF's pages as they were drawn. */
async function sheetsOf(ctx: Context, { id, isPicture }: MaterialFacts): Promise<Sheet[]> {
  const files = await ctx.db
    .selectFrom('files')
    .select(['page', 'store_key', 'data_key_sealed'])
    .where('material_id', '=', id)
    .where('page', '<=', pagesMost)
    .orderBy('page')
    .execute();
  const pages = await Promise.all(
    files.map(async (file) => ({
      page: file.page,
      bytes: await buffer(await ctx.files.get(file.store_key, file.data_key_sealed)),
    })),
  );
  const kept = pages.find(({ page }) => page === 0)?.bytes;
  return pages
    .filter(({ page }) => page > 0)
    .map(({ page, bytes }) => ({ page, picture: bytes, bytes: isPicture && kept ? kept : bytes }));
}

async function keepReading(
  trx: Trx,
  ctx: Context,
  material: MaterialFacts,
  { reading, prints }: ReadMaterial,
): Promise<void> {
  await keepPrints(trx, ctx, material, reading, prints);
  await trx
    .updateTable('document_checks')
    .set({ engine: reading.engine, reading_sealed: sealReading(ctx, material.id, reading) })
    .where('material_id', '=', material.id)
    .execute();
  await keepJudgement(trx, ctx, material, reading);
}

async function keepFailure(
  trx: Trx,
  ctx: Context,
  { id, subject }: MaterialFacts,
  failure: ReadFault['failure'],
): Promise<void> {
  const now = ctx.clock();
  await trx
    .updateTable('document_checks')
    .set({ state: 'failed', failure, checked_at: now })
    .where('material_id', '=', id)
    .execute();
  await writeLeaf(
    trx,
    { ctx, at: now, actor: 'system', operation: 'checks.read', requestId: null },
    { subject, detail: { material: id, failure } },
  );
}
