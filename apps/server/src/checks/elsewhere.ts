import type { Selectable } from 'kysely';
import type { Context, Trx } from '../context.ts';
import type { PagePrintsTable } from '../db/schema/checks.ts';
import type { MaterialFacts } from './material.ts';
import { distance } from './picture/fingerprint.ts';
import type { Reading } from './read/reading.ts';
import type { PagePrint } from './reader/answer.ts';

/** Of 256 bits. The same scan encoded anew, scaled and trimmed differs in at most 20 (docs/document-check.md). */
const detailMost = 24;
/** Where the numbers differ, only what lies on the page in the same place to the pixel is suspicious: a scan that was edited. */
const detailOfEdited = 6;
const candidatesMost = 2000;
const bandBits = 16n;
const bands = [0, 1, 2, 3] as const;

/** A band and everything one bit from it: two keys that differ in at most 7 of 64 bits share one of four so, or nearly so. */
const nearby = (band: number): number[] => [band, ...Array.from({ length: 16 }, (_, bit) => band ^ (1 << bit))];

const bandOf = (key: string, index: number): number =>
  Number((BigInt(`0x${key}`) >> (BigInt(3 - index) * bandBits)) & 0xffffn);

/** Replaces what was kept of the material's pages. */
export async function keepPrints(
  trx: Trx,
  ctx: Context,
  material: MaterialFacts,
  reading: Reading,
  prints: readonly PagePrint[],
): Promise<void> {
  await trx.deleteFrom('page_prints').where('material_id', '=', material.id).execute();
  if (prints.length === 0) return;
  await trx
    .insertInto('page_prints')
    .values(
      prints.map(({ page, sha256, key, detail }) => ({
        material_id: material.id,
        page,
        ca_id: ctx.caId,
        account_id: material.accountId,
        kind: material.kind,
        sha256,
        band_0: bandOf(key, 0),
        band_1: bandOf(key, 1),
        band_2: bandOf(key, 2),
        band_3: bandOf(key, 3),
        detail,
        number_index: numberIndex(ctx, reading, page),
      })),
    )
    .execute();
}

function numberIndex(ctx: Context, reading: Reading, page: number): string | null {
  const facts = reading.pages.find((read) => read.page === page)?.facts ?? [];
  const number = facts.find(({ fact }) => fact === 'id_number' || fact === 'uscc')?.text;
  return number ? ctx.personal.index('code', number) : null;
}

/** Pages that another account sent before: the same file, the same page, or one that looks the same. */
export async function findElsewhere(
  trx: Trx,
  ctx: Context,
  material: MaterialFacts,
): Promise<{ page: number; isSame: boolean }[]> {
  const isFileElsewhere = await trx
    .selectFrom('materials')
    .select('id')
    .where('ca_id', '=', ctx.caId)
    .where('uploaded_sha256', '=', material.uploadedSha256)
    .where('account_id', '!=', material.accountId)
    .limit(1)
    .executeTakeFirst();
  if (isFileElsewhere) return [{ page: 1, isSame: true }];
  const pages = await trx
    .selectFrom('page_prints')
    .selectAll()
    .where('material_id', '=', material.id)
    .orderBy('page')
    .execute();
  const found = [];
  for (const page of pages) {
    if (await isPageElsewhere(trx, page)) found.push({ page: page.page, isSame: true });
    // Every letter is the same form filled in: that two look alike says nothing.
    else if (material.kind !== 'authorization' && (await isLookElsewhere(trx, page)))
      found.push({ page: page.page, isSame: false });
  }
  return found;
}

type Page = Selectable<PagePrintsTable>;

const isPageElsewhere = async (trx: Trx, page: Page): Promise<boolean> =>
  (await trx
    .selectFrom('page_prints')
    .select('page')
    .where('ca_id', '=', page.ca_id)
    .where('sha256', '=', page.sha256)
    .where('account_id', '!=', page.account_id)
    .limit(1)
    .executeTakeFirst()) !== undefined;

/** The same number on a page that looks the same; or, over the bands' indexes, the same look with another number. */
async function isLookElsewhere(trx: Trx, page: Page): Promise<boolean> {
  // Without a number two papers of one form, or the backs of two cards, cannot be told apart.
  if (page.number_index === null) return false;
  const others = trx
    .selectFrom('page_prints')
    .select('detail')
    .where('ca_id', '=', page.ca_id)
    .where('account_id', '!=', page.account_id)
    .limit(candidatesMost);
  const isNear = (rows: readonly { detail: string }[], most: number) =>
    rows.some(({ detail }) => distance(detail, page.detail) <= most);
  if (isNear(await others.where('number_index', '=', page.number_index).execute(), detailMost)) return true;
  for (const band of bands) {
    const alike = others.where('kind', '=', page.kind).where(`band_${band}`, 'in', nearby(page[`band_${band}`]));
    if (isNear(await alike.execute(), detailOfEdited)) return true;
  }
  return false;
}
