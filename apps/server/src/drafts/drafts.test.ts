import { expect } from 'vitest';
import * as sample from '../materials/decode/samples.ts';
import {
  begin,
  form,
  intoValidity,
  later,
  readInto,
  registerUkey,
  submit,
  subscriber,
} from '../orders/stageForTests.ts';
import { applyRetention } from '../retention/apply.ts';
import { everyEngine } from '../trial.ts';

everyEngine('drafts.choose fills in what the certificate and the account know', async (t) => {
  intoValidity(t);
  const who = await t.customer();
  expect(await who.ok('drafts.get', {})).toEqual({ draft: null });
  const draft = await begin(t, who, await registerUkey(t));
  expect(draft.form).toMatchObject({
    customerName: subscriber,
    representativeMobile: who.mobile,
    representativeName: '',
  });
  expect((await who.ok('drafts.get', {})).draft).toEqual(draft);
});

everyEngine('drafts.choose takes only what this account read within 30 minutes', async (t) => {
  intoValidity(t);
  const [who, stranger] = [await t.customer(), await t.customer()];
  const ukey = await registerUkey(t);
  const pairing = await readInto(t, who, [ukey]);
  const serial = ukey.claimedSerial;
  expect((await stranger.refused('drafts.choose', { pairing, serial })).code).toBe('ukey_not_read');
  expect((await who.refused('drafts.choose', { pairing, serial: 'ANOTHER' })).code).toBe('ukey_not_read');
  await later(t, 31 * 60, who);
  expect((await who.refused('drafts.choose', { pairing, serial })).code).toBe('ukey_not_read');
  expect((await who.ok('drafts.get', {})).draft).toBeNull();
});

everyEngine('drafts.choose judges again, whatever the reading said', async (t) => {
  intoValidity(t);
  const who = await t.customer();
  const weak = await registerUkey(t, { isWeak: true });
  const pairing = await readInto(t, who, [weak, { ...(await registerUkey(t)), fingerprint: 'f'.repeat(64) }]);
  const refused = await who.refused('drafts.choose', { pairing, serial: weak.claimedSerial });
  expect([refused.code, refused.detail?.['verdict']]).toEqual(['not_eligible', 'admin_secret_weak']);
  const ukey = await registerUkey(t);
  await submit(t, await t.customer(), ukey);
  const again = await readInto(t, who, [ukey]);
  expect((await who.refused('drafts.choose', { pairing: again, serial: ukey.claimedSerial })).code).toBe(
    'order_open_already',
  );
});

everyEngine('what was typed survives another UKey', async (t) => {
  intoValidity(t);
  const who = await t.customer();
  const first = await begin(t, who, await registerUkey(t));
  await who.ok('drafts.save', { ...form, representativeMobile: '', customerName: '我自己写的名称' });
  const other = await registerUkey(t);
  const second = await begin(t, who, other);
  expect(second.id).toBe(first.id);
  expect(second.ukey?.claimedSerial).toBe(other.claimedSerial);
  expect(second.form).toMatchObject({
    customerName: '我自己写的名称',
    representativeName: '李四',
    representativeMobile: who.mobile,
  });
});

everyEngine('drafts.save keeps unfinished text, sealed', async (t) => {
  intoValidity(t);
  const who = await t.customer();
  expect((await who.refused('drafts.save', form)).code).toBe('ukey_not_read');
  await begin(t, who, await registerUkey(t));
  const saved = await who.ok('drafts.save', { ...form, representativeIdNumber: '1101', email: 'half@' });
  expect(saved.form).toMatchObject({ representativeIdNumber: '1101', email: 'half@' });
  const { form_sealed } = await t.ctx.db.selectFrom('drafts').select('form_sealed').executeTakeFirstOrThrow();
  expect(form_sealed).not.toContain('1101');
  expect((await who.refused('drafts.save', { ...form, more: 1 })).code).toBe('invalid_input');
});

everyEngine('drafts.discard leaves neither row nor file', async (t) => {
  intoValidity(t);
  const who = await t.customer();
  await who.ok('drafts.discard', {});
  await begin(t, who, await registerUkey(t));
  await who.ok('materials.upload', { kind: 'id_card' }, await sample.scan(60, 40));
  await who.ok('drafts.discard', {});
  expect((await who.ok('drafts.get', {})).draft).toBeNull();
  for (const table of ['materials', 'files', 'drafts'] as const)
    expect(await t.ctx.db.selectFrom(table).select('id').execute()).toEqual([]);
  for await (const left of t.ctx.files.list()) expect(left).toBeUndefined();
});

everyEngine('a draft is deleted when it was untouched for 7 days, and no younger one', async (t) => {
  intoValidity(t);
  const who = await t.customer();
  await begin(t, who, await registerUkey(t));
  t.advance(6 * 86_400);
  const late = await t.customer();
  await begin(t, late, await registerUkey(t));
  expect(await applyRetention(t.ctx)).toEqual({});
  await later(t, 86_401, late);
  expect(await applyRetention(t.ctx)).toMatchObject({ draft: 1 });
  expect((await late.ok('drafts.get', {})).draft).not.toBeNull();
  const left = await t.ctx.db.selectFrom('drafts').select('id').execute();
  expect(left).toHaveLength(1);
});

everyEngine('drafts.letter is a PDF of this draft', async (t) => {
  intoValidity(t);
  const who = await t.customer();
  expect((await who.refused('drafts.letter', {})).code).toBe('ukey_not_read');
  await begin(t, who, await registerUkey(t));
  const bytes = await who.ok('drafts.letter', {});
  expect(Buffer.from(bytes).subarray(0, 5).toString()).toBe('%PDF-');
});
