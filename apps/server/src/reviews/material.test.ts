import { v7 as uuid } from 'uuid';
import { expect } from 'vitest';
import * as sample from '../materials/decode/samples.ts';
import { consentOf, fill, intoValidity, registerUkey } from '../orders/stageForTests.ts';
import { everyEngine, type Trial } from '../trial.ts';

const views = (t: Trial) =>
  t.ctx.db
    .selectFrom('audit_leaves')
    .select(['actor', 'subject', 'detail'])
    .where('operation', '=', 'reviews.material')
    .orderBy('at')
    .orderBy('id')
    .execute();

everyEngine('every view of a material leaves a leaf, and what is not there leaves none', async (t) => {
  intoValidity(t);
  const who = await t.customer();
  const draft = await fill(t, who, await registerUkey(t));
  await who.ok('materials.upload', { kind: 'id_card' }, await sample.pdf(2, [200, 100]));
  const { number, materials } = await who.ok('orders.submit', { draft: draft.id, idCardConsent: await consentOf(who) });
  const id = materials.find(({ kind }) => kind === 'id_card')?.id ?? '';
  const [reviewer, auditor] = [await t.staff('reviewer'), await t.staff('auditor')];
  expect((await reviewer.refused('reviews.material', { id })).code).toBe('not_found');
  await reviewer.ok('reviews.take', { number });
  const picture = Buffer.from(await reviewer.ok('reviews.material', { id }));
  expect(picture.subarray(0, 3).toString('hex')).toBe('ffd8ff');
  await reviewer.ok('reviews.material', { id });
  await auditor.ok('reviews.material', { id, page: 2 });
  for (const input of [{ id, page: 3 }, { id: uuid() }])
    expect((await reviewer.refused('reviews.material', input)).code).toBe('not_found');
  expect((await (await t.staff('finance')).refused('reviews.material', { id })).code).toBe('not_found');
  const detail = (page: number) => ({ material: id, kind: 'id_card', page });
  expect(await views(t)).toEqual([
    { actor: `staff:${reviewer.staffId}`, subject: number, detail: detail(1) },
    { actor: `staff:${reviewer.staffId}`, subject: number, detail: detail(1) },
    { actor: `staff:${auditor.staffId}`, subject: number, detail: detail(2) },
  ]);
});

everyEngine("a draft's material is nobody's but the customer's", async (t) => {
  intoValidity(t);
  const who = await t.customer();
  await fill(t, who, await registerUkey(t));
  const { id } = await who.ok('materials.upload', { kind: 'id_card' }, await sample.photo(60, 40));
  await who.ok('materials.preview', { id });
  expect((await (await t.staff('reviewer')).refused('reviews.material', { id })).code).toBe('not_found');
  expect(await views(t)).toEqual([]);
});
