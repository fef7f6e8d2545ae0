import { readFile, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect } from 'vitest';
import { begin, intoValidity, refuse, registerUkey, submit } from '../orders/stageForTests.ts';
import { everyEngine } from '../trial.ts';
import * as sample from './decode/samples.ts';
import { sweepFiles } from './sweep.ts';

everyEngine('materials.upload keeps one material of a kind, readable by its owner only', async (t) => {
  intoValidity(t);
  const [who, stranger] = [await t.customer(), await t.customer()];
  const photo = await sample.photo(300, 200);
  expect((await who.refused('materials.upload', { kind: 'id_card' }, photo)).code).toBe('ukey_not_read');
  await begin(t, who, await registerUkey(t));
  await begin(t, stranger, await registerUkey(t));
  const first = await who.ok('materials.upload', { kind: 'id_card' }, photo);
  const second = await who.ok('materials.upload', { kind: 'id_card' }, await sample.pdf(2, [200, 100]));
  expect(second).toMatchObject({ kind: 'id_card', mediaType: 'application/pdf', pages: 2, verdict: 'pending' });
  expect((await who.ok('drafts.get', {})).draft?.materials.map((m) => m.id)).toEqual([second.id]);

  const page = await who.ok('materials.preview', { id: second.id, page: 2 });
  expect((await sharp(Buffer.from(page)).metadata()).format).toBe('jpeg');
  expect((await who.refused('materials.preview', { id: second.id, page: 3 })).code).toBe('not_found');
  expect((await who.refused('materials.preview', { id: first.id })).code).toBe('not_found');
  expect((await stranger.refused('materials.preview', { id: second.id })).code).toBe('not_found');
  expect((await stranger.refused('materials.remove', { id: second.id })).code).toBe('not_found');
  expect((await t.portal.visitor().refused('materials.preview', { id: second.id })).code).toBe('log_in_required');

  await who.ok('materials.remove', { id: second.id });
  expect((await who.ok('drafts.get', {})).draft?.materials).toEqual([]);
  for await (const left of t.ctx.files.list()) expect(left).toBeUndefined();
});

everyEngine('hostile files are refused and leave nothing behind', async (t) => {
  intoValidity(t);
  const who = await t.customer();
  await begin(t, who, await registerUkey(t));
  const cases: [Buffer, string][] = [
    [Buffer.alloc(0), 'material_broken'],
    [sample.program(), 'material_kind_refused'],
    [sample.svg(), 'material_kind_refused'],
    [await sample.truncatedPhoto(), 'material_broken'],
    [sample.bombPng(30_000, 30_000), 'material_pixels'],
    [await sample.encryptedPdf(), 'material_encrypted'],
    [await sample.pdfWithScript(), 'material_active'],
    [await sample.pdf(11, [50, 50]), 'material_pages'],
  ];
  for (const [bytes, code] of cases)
    expect((await who.refused('materials.upload', { kind: 'id_card' }, bytes)).code).toBe(code);
  const large = await who.refused('materials.upload', { kind: 'id_card' }, Buffer.alloc(10 * 1024 * 1024 + 1));
  expect(['body_too_large', 'material_too_large']).toContain(large.code);
  expect(await t.ctx.db.selectFrom('files').select('id').execute()).toEqual([]);
  for await (const left of t.ctx.files.list()) expect(left).toBeUndefined();
});

everyEngine('stored bytes are unreadable on the disk', async (t) => {
  intoValidity(t);
  const who = await t.customer();
  await begin(t, who, await registerUkey(t));
  await who.ok('materials.upload', { kind: 'business_license' }, await sample.pdf(1, [100, 100]));
  for await (const { storeKey } of t.ctx.files.list()) {
    const bytes = await readFile(join(t.ctx.config.dataDir, 'files', storeKey));
    expect(bytes.includes('%PDF')).toBe(false);
    expect(bytes.includes('JFIF')).toBe(false);
  }
});

everyEngine('in a rejected order only what was refused is sent again, and the old one stays as history', async (t) => {
  intoValidity(t);
  const [who, stranger] = [await t.customer(), await t.customer()];
  const order = await submit(t, who);
  const to = (kind: string) => ({ kind, order: order.number });
  const scan = await sample.scan(60, 40);
  expect((await who.refused('materials.upload', to('id_card'), scan)).code).toBe('order_state');
  await refuse(t, order, 'id_card');
  expect((await who.refused('materials.upload', to('authorization'), scan)).code).toBe('material_not_refused');
  expect((await stranger.refused('materials.upload', to('id_card'), scan)).code).toBe('not_found');

  const sent = await who.ok('materials.upload', { kind: 'id_card', order: order.number }, scan);
  const again = await who.ok('materials.upload', { kind: 'id_card', order: order.number }, scan);
  const shown = (await who.ok('orders.get', { number: order.number })).materials.find((m) => m.kind === 'id_card');
  expect(shown).toMatchObject({ id: again.id, verdict: 'pending', reason: null });
  expect(again.id).not.toBe(sent.id);
  const history = await t.ctx.db.selectFrom('materials').select('id').where('kind', '=', 'id_card').execute();
  expect(history).toHaveLength(3);
  expect((await who.refused('materials.remove', { id: again.id })).code).toBe('not_found');
});

everyEngine('files.sweep removes old orphans and tells of missing files', async (t) => {
  intoValidity(t);
  const who = await t.customer();
  await begin(t, who, await registerUkey(t));
  await who.ok('materials.upload', { kind: 'id_card' }, await sample.scan(60, 40));
  const [kept] = await t.ctx.db.selectFrom('files').select('store_key').orderBy('page').execute();
  const orphan = await t.ctx.files.put(Buffer.from('nobody knows me'));
  // The disk has its own clock: the files' ages are set, not waited for.
  const age = async (hours: number) => {
    const at = new Date(t.now().getTime() - hours * 3_600_000);
    for await (const { storeKey } of t.ctx.files.list())
      await utimes(join(t.ctx.config.dataDir, 'files', storeKey), at, at);
  };
  await age(23);
  expect(await sweepFiles(t.ctx)).toEqual({ removed: 0, missing: [] });
  await age(25);
  expect(await sweepFiles(t.ctx)).toEqual({ removed: 1, missing: [] });
  await expect(t.ctx.files.get(orphan.storeKey, orphan.dataKeySealed)).rejects.toThrow();
  await t.ctx.files.remove(kept?.store_key ?? '');
  t.advance(25 * 3600);
  expect((await sweepFiles(t.ctx)).missing).toEqual([kept?.store_key]);
});
