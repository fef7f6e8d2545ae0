import { rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { begin, intoValidity, registerUkey } from '../orders/stageForTests.ts';
import { applyRetention } from '../retention/apply.ts';
import { everyEngine } from '../trial.ts';
import * as sample from './decode/samples.ts';
import { verifyFiles } from './verify.ts';

everyEngine('files verify names what is too many, what is missing and what does not open', async (t) => {
  intoValidity(t);
  const who = await t.customer();
  await begin(t, who, await registerUkey(t));
  await who.ok('materials.upload', { kind: 'id_card' }, await sample.scan(60, 40));
  const whole = { stored: 2, orphans: [], missing: [], broken: [], leaving: [] };
  t.advance(1);
  expect(await verifyFiles(t.ctx, true)).toEqual(whole);

  const folder = join(t.ctx.config.dataDir, 'files');
  const orphan = await t.ctx.files.put(Buffer.from('nobody knows me'));
  const old = new Date(t.now().getTime() - 2 * 3_600_000);
  utimesSync(join(folder, orphan.storeKey), old, old);
  const [one, other] = await t.ctx.db.selectFrom('files').select('store_key').orderBy('page').execute();
  rmSync(join(folder, one?.store_key ?? ''));
  writeFileSync(join(folder, other?.store_key ?? ''), 'not what was stored, and long enough to be read as something');
  expect(await verifyFiles(t.ctx, true)).toEqual({
    stored: 2,
    orphans: [orphan.storeKey],
    missing: [one?.store_key],
    broken: [other?.store_key],
    leaving: [],
  });
});

everyEngine('after a deletion the store holds no byte of it, also where a run was stopped in between', async (t) => {
  intoValidity(t);
  const who = await t.customer();
  await begin(t, who, await registerUkey(t));
  await who.ok('materials.upload', { kind: 'id_card' }, await sample.scan(60, 40));
  t.advance(8 * 24 * 3_600);
  const remove = t.ctx.files.remove;
  t.ctx.files.remove = () => Promise.reject(new Error('stopped'));
  await applyRetention(t.ctx);
  expect((await verifyFiles(t.ctx, false)).leaving).toHaveLength(2);
  t.ctx.files.remove = remove;
  await applyRetention(t.ctx);
  expect(await verifyFiles(t.ctx, true)).toEqual({ stored: 0, orphans: [], missing: [], broken: [], leaving: [] });
});
