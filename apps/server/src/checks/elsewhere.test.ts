import { expect } from 'vitest';
import { accountOf, fill, intoValidity, registerUkey } from '../orders/stageForTests.ts';
import { type Customer, everyEngine, type Trial } from '../trial.ts';
import { findElsewhere, keepPrints } from './elsewhere.ts';
import { type MaterialFacts, materialFacts } from './material.ts';
import { queueCheck } from './queue.ts';

const uscc = '91990101MA7AHR8B6L';
const other = '91990101MAC681KX8D';
const flip = (hex: string, bits: number) =>
  (BigInt(`0x${hex}`) ^ ((1n << BigInt(bits)) - 1n)).toString(16).padStart(hex.length, '0');
const key = 'c99e2626369cc9c9';
const detail = '3c5a'.repeat(16);

/** The licence of a draft, as a row with a check that waits. */
async function sent(t: Trial, who: Customer, sha256: string): Promise<MaterialFacts> {
  const draft = await fill(t, who, await registerUkey(t));
  const id = draft.materials.find(({ kind }) => kind === 'business_license')?.id ?? '';
  await t.ctx.db.updateTable('materials').set({ uploaded_sha256: sha256 }).where('id', '=', id).execute();
  await t.ctx.db
    .transaction()
    .execute((trx) => queueCheck(trx, t.ctx, { material: id, draft: draft.id, now: t.now() }));
  const material = await materialFacts(t.ctx.db, t.ctx, id);
  if (!material) throw new Error('the material is gone');
  return material;
}
const print = (
  t: Trial,
  material: MaterialFacts,
  number: string,
  look: { key: string; detail: string },
  sha256: string,
) =>
  t.ctx.db.transaction().execute((trx) => {
    const box = { x: 0, y: 0, width: 1, height: 1 };
    const page = {
      page: 1,
      look: 'business_license',
      seals: [],
      codes: [],
      sharpness: 1,
      cutSides: [],
      shortSide: 900,
    } as const;
    const reading = { engine: 'test', pages: [{ ...page, facts: [{ fact: 'uscc', text: number, box }] }] } as const;
    return keepPrints(trx, t.ctx, material, reading, [{ page: 1, sha256, ...look }]);
  });
const search = (t: Trial, material: MaterialFacts) =>
  t.ctx.db.transaction().execute((trx) => findElsewhere(trx, t.ctx, material));

everyEngine(
  'a scan is found again under another account by file, by page, by look and number, and when it was edited',
  async (t) => {
    intoValidity(t);
    const [first, second] = [await t.customer(), await t.customer()];
    const known = await sent(t, first, 'one');
    await print(t, known, uscc, { key, detail }, 'aa');
    expect(await search(t, known)).toEqual([]);

    const anew = await sent(t, second, 'two');
    expect(await search(t, { ...anew, uploadedSha256: 'one' })).toEqual([{ page: 1, isSame: true }]);
    const seen = async (number: string, look: { key: string; detail: string }, sha256 = 'bb') => {
      await print(t, anew, number, look, sha256);
      return (await search(t, anew)).map(({ isSame }) => isSame);
    };
    expect(await seen(other, { key: flip(key, 40), detail: flip(detail, 60) }, 'aa')).toEqual([true]);
    expect(await seen(uscc, { key: flip(key, 40), detail: flip(detail, 20) })).toEqual([false]);
    expect(await seen(other, { key: flip(key, 7), detail: flip(detail, 5) })).toEqual([false]);
    expect(await seen(other, { key, detail: flip(detail, 20) })).toEqual([]);
    expect(await seen(uscc, { key, detail: flip(detail, 60) })).toEqual([]);
    expect(
      await t.ctx.db.selectFrom('page_prints').select('number_index').where('number_index', '=', uscc).execute(),
    ).toEqual([]);
    expect(await accountOf(t, first)).toBe(known.accountId);
  },
);

everyEngine('with a material goes all that was read of it', async (t) => {
  intoValidity(t);
  const who = await t.customer();
  const material = await sent(t, who, 'one');
  await print(t, material, uscc, { key, detail }, 'aa');
  await who.ok('materials.remove', { id: material.id });
  expect(await t.ctx.db.selectFrom('page_prints').selectAll().execute()).toEqual([]);
  expect(await t.ctx.db.selectFrom('document_checks').selectAll().execute()).toEqual([]);
});
