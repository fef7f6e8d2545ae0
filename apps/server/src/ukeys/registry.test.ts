import { expect } from 'vitest';
import { consentOf, fill, intoValidity, registerUkey, submit, subscriber } from '../orders/stageForTests.ts';
import { everyEngine } from '../trial.ts';
import { judgeUkey } from './judge.ts';

everyEngine(
  'ukeys.list finds by the whole serial number or by the beginning of a name, newest first, page by page',
  async (t) => {
    intoValidity(t);
    const reviewer = await t.staff('reviewer');
    const serials: string[] = [];
    for (let n = 0; n < 3; n++) {
      serials.unshift((await registerUkey(t)).claimedSerial);
      t.advance(1);
    }
    const found = async (search?: string) =>
      (await reviewer.ok('ukeys.list', search === undefined ? {} : { search })).items.map((one) => one.serial);
    expect(await found()).toEqual(serials);
    expect(await found(serials[1])).toEqual([serials[1]]);
    expect(await found(` ${serials[1]} `)).toEqual([serials[1]]);
    expect(await found(subscriber.slice(0, 4))).toEqual(serials);
    for (const nothing of ['%', '_', subscriber.slice(2), "' or 1=1 --"])
      expect([nothing, await found(nothing)]).toEqual([nothing, []]);
    const page = await reviewer.ok('ukeys.list', { limit: 2 });
    const rest = await reviewer.ok('ukeys.list', { limit: 2, after: page.next ?? '' });
    expect([...page.items, ...rest.items].map((one) => one.serial)).toEqual(serials);
    expect(rest.next).toBeNull();
  },
);

everyEngine('a UKey reported lost or revoked is not eligible until it is active again', async (t) => {
  intoValidity(t);
  const [who, custodian] = [await t.customer(), await t.staff('key_custodian')];
  const ukey = await registerUkey(t);
  const serial = ukey.claimedSerial;
  const draft = await fill(t, who, ukey);
  const verdict = async () => (await judgeUkey(t.ctx.db, t.ctx, { serial }, t.now())).verdict;
  const report = (status: 'active' | 'lost' | 'revoked') =>
    custodian.ok('ukeys.setStatus', { serial, status, reason: '客户电话说明' });
  const input = { draft: draft.id, idCardConsent: await consentOf(who) };
  await report('lost');
  expect(await verdict()).toBe('reported_lost');
  expect(await who.refused('orders.submit', input)).toMatchObject({
    code: 'not_eligible',
    detail: { verdict: 'reported_lost' },
  });
  await report('revoked');
  expect(await verdict()).toBe('revoked');
  expect((await custodian.ok('ukeys.inspect', { serial })).status).toBe('revoked');
  await report('active');
  expect(await verdict()).toBe('fine');
  await who.ok('orders.submit', input);
  const leaves = await t.ctx.db
    .selectFrom('audit_leaves')
    .select(['subject', 'detail'])
    .where('operation', '=', 'ukeys.setStatus')
    .orderBy('id')
    .execute();
  expect(leaves.map(({ subject, detail }) => [subject, detail['status']])).toEqual([
    [serial, 'lost'],
    [serial, 'revoked'],
    [serial, 'active'],
  ]);
  expect((await custodian.refused('ukeys.setStatus', { serial: 'NONE', status: 'lost', reason: '无' })).code).toBe(
    'not_found',
  );
  expect((await custodian.refused('ukeys.setStatus', { serial, status: 'lost', reason: ' ' })).code).toBe(
    'invalid_input',
  );
});

everyEngine('ukeys.inspect shows the orders of a UKey and none of another', async (t) => {
  intoValidity(t);
  const [who, auditor] = [await t.customer(), await t.staff('auditor')];
  const [mine, others] = [await registerUkey(t), await registerUkey(t)];
  const { number } = await submit(t, who, mine);
  await submit(t, who, others);
  const shown = await auditor.ok('ukeys.inspect', { serial: mine.claimedSerial });
  expect(shown.orders.map((one) => one.number)).toEqual([number]);
  expect(shown.fingerprint).toBe(mine.fingerprint);
  expect((await auditor.refused('ukeys.inspect', { serial: 'NONE' })).code).toBe('not_found');
});
