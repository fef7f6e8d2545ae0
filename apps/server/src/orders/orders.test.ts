import { expect } from 'vitest';
import * as sample from '../materials/decode/samples.ts';
import { everyEngine, type Trial } from '../trial.ts';
import { consentOf, fill, intoValidity, move, refuse, registerUkey, setFee, submit } from './stageForTests.ts';

const statusOf = async (t: Trial, number: string) =>
  (await t.ctx.db.selectFrom('orders').select('status').where('number', '=', number).executeTakeFirstOrThrow()).status;

everyEngine("a stranger's order and draft do not exist", async (t) => {
  intoValidity(t);
  const [who, stranger] = [await t.customer(), await t.customer()];
  const draft = await fill(t, who, await registerUkey(t));
  const idCardConsent = await consentOf(who);
  expect((await stranger.refused('orders.submit', { draft: draft.id, idCardConsent })).code).toBe('not_found');
  const { number } = await who.ok('orders.submit', { draft: draft.id, idCardConsent });
  for (const name of ['orders.get', 'orders.resubmit', 'orders.evidence', 'orders.receipt', 'orders.payment'] as const)
    expect([name, (await stranger.refused(name, { number })).code]).toEqual([name, 'not_found']);
  expect(await stranger.ok('orders.cancel', { numbers: [number] })).toEqual({
    results: [{ number, isCancelled: false, refusal: 'not_found', isRefunded: false }],
  });
  expect((await stranger.ok('orders.list', {})).items).toEqual([]);
  expect(await statusOf(t, number)).toBe('in_review');
});

everyEngine('orders.list pages by key, newest first, by tab and search', async (t) => {
  intoValidity(t);
  const who = await t.customer();
  const numbers: string[] = [];
  for (let n = 0; n < 5; n += 1) {
    await setFee(t, n % 2 ? 5000 : 0);
    numbers.unshift((await submit(t, who)).number);
    t.advance(n === 2 ? 0 : 60);
  }
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const page = await who.ok('orders.list', { limit: 2, ...(after ? { after } : {}) });
    seen.push(...page.items.map((o) => o.number));
    after = page.next ?? undefined;
  } while (after);
  expect(seen).toEqual(numbers);
  expect((await who.ok('orders.list', { tab: 'unpaid' })).items.map((o) => o.status)).toEqual(['unpaid', 'unpaid']);
  expect((await who.ok('orders.list', { tab: 'paid' })).items).toHaveLength(3);
  const first = (await who.ok('orders.get', { number: numbers[0] ?? '' })).ukeySerial;
  expect((await who.ok('orders.list', { search: first.slice(2).toLowerCase() })).items.map((o) => o.number)).toEqual([
    numbers[0],
  ]);
  expect((await who.ok('orders.list', { search: numbers[1]?.slice(-6) })).items.map((o) => o.number)).toEqual([
    numbers[1],
  ]);
  expect((await who.ok('orders.list', { search: '上海' })).items).toHaveLength(5);
  expect((await who.ok('orders.list', { search: '%' })).items).toEqual([]);
  expect((await who.ok('orders.list', { after: 'nonsense' })).items).toHaveLength(5);
});

everyEngine('a refused order is told by SMS, mended, submitted again, and approved once', async (t) => {
  intoValidity(t);
  const who = await t.customer();
  const { number } = await submit(t, who);
  await refuse(t, await who.ok('orders.get', { number }), 'authorization');
  const refused = await who.ok('orders.get', { number });
  expect(refused.status).toBe('rejected');
  expect(refused.expiresAt).toBe(new Date(t.now().getTime() + 30 * 86_400_000).toISOString());
  expect((await who.refused('orders.resubmit', { number })).code).toBe('materials_missing');
  await who.ok('materials.upload', { kind: 'authorization', order: number }, await sample.scan(60, 40));
  t.advance(60);
  const again = await who.ok('orders.resubmit', { number });
  expect([again.status, again.expiresAt]).toEqual(['in_review', null]);
  expect((await who.refused('orders.resubmit', { number })).code).toBe('order_state');
  const row = await t.ctx.db.selectFrom('orders').selectAll().executeTakeFirstOrThrow();
  expect([row.is_resubmitted, row.version, row.submitted_at?.getTime()]).toEqual([true, 3, t.now().getTime()]);
  await move(t, number, 'approve');
  const approved = await who.ok('orders.get', { number });
  expect([approved.status, approved.authorisationsLeft]).toEqual(['awaiting_reset', 3]);
  expect(approved.timeline.map((e) => e.event)).toEqual(['submitted', 'refused', 'resubmitted', 'approved']);
  const told = (await t.sms(who.mobile)).filter((m) => !m.template.startsWith('code_'));
  expect(told).toEqual([
    { template: 'order_refused', variables: { number } },
    { template: 'order_approved', variables: { number } },
  ]);
});

everyEngine(
  'a completed order has its receipt and SMS; before that there is neither receipt nor evidence',
  async (t) => {
    intoValidity(t);
    const who = await t.customer();
    const { number } = await submit(t, who);
    await move(t, number, 'approve');
    for (const name of ['orders.receipt', 'orders.evidence'] as const)
      expect((await who.refused(name, { number })).code).toBe('not_found');
    await move(t, number, 'complete');
    expect(
      Buffer.from(await who.ok('orders.receipt', { number }))
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    const shown = await who.ok('orders.get', { number });
    expect([shown.status, shown.expiresAt]).toEqual(['completed', null]);
    expect((await t.sms(who.mobile)).at(-1)).toEqual({ template: 'reset_completed', variables: { number } });
  },
);
