import { expect } from 'vitest';
import * as sample from '../materials/decode/samples.ts';
import { type Customer, everyEngine, type Trial } from '../trial.ts';
import { expireOrders } from './expire.ts';
import {
  begin,
  consentOf,
  fill,
  form,
  intoValidity,
  later,
  move,
  refuse,
  registerUkey,
  setFee,
  submit,
} from './stageForTests.ts';

const statusOf = async (t: Trial, number: string) =>
  (await t.ctx.db.selectFrom('orders').select('status').where('number', '=', number).executeTakeFirstOrThrow()).status;
const assign = async (t: Trial, number: string, staffId: string, minutes: number) =>
  t.ctx.db
    .updateTable('orders')
    .set({ assigned_to: staffId, assigned_until: new Date(t.now().getTime() + minutes * 60_000) })
    .where('number', '=', number)
    .execute();
const trySubmit = (who: Customer, draft: string, idCardConsent: string) =>
  who.call('orders.submit', { draft, idCardConsent });
const codesOf = (answers: { status: number; body: unknown }[]) =>
  answers.map(({ status, body }) => (status === 200 ? 'ok' : (body as { code: string }).code)).sort();

everyEngine('orders.submit makes the draft an order in review when nothing is to be paid', async (t) => {
  intoValidity(t);
  const who = await t.customer();
  const ukey = await registerUkey(t);
  const draft = await fill(t, who, ukey);
  const order = await who.ok('orders.submit', { draft: draft.id, idCardConsent: await consentOf(who) });
  expect(order.number).toMatch(/^CA\d{8}[2-9A-HJKMNP-Z]{6}$/);
  expect(order).toMatchObject({
    status: 'in_review',
    feeFen: 0,
    ukeySerial: ukey.claimedSerial,
    expiresAt: null,
    isAssigned: false,
  });
  expect(order.form.representativeIdNumber).toBe('110105********002X');
  expect(order.materials.map((m) => m.kind)).toEqual(['authorization', 'business_license', 'id_card']);
  expect(order.timeline.map((e) => e.event)).toEqual(['submitted']);
  expect(order.reviewExpectedAt).toBe(new Date(t.now().getTime() + 4 * 3_600_000).toISOString());
  expect((await who.ok('drafts.get', {})).draft).toBeNull();
  const consents = (await who.ok('accounts.consents', {})).items;
  expect(consents.some((c) => c.kind === 'id_card')).toBe(true);
  const kept = await t.ctx.db.selectFrom('orders').select('form_sealed').executeTakeFirstOrThrow();
  expect(kept.form_sealed).not.toContain('李四');
  expect(t.logged()).not.toContain(form.representativeIdNumber);
});

everyEngine('orders.submit tells every field that is missing or wrong', async (t) => {
  intoValidity(t);
  const who = await t.customer();
  const draft = await begin(t, who, await registerUkey(t));
  await who.ok('drafts.save', {
    ...form,
    representativeName: '',
    representativeIdNumber: '110105194912310020',
    email: 'x',
    hasIdCardConsent: false,
  });
  const idCardConsent = await consentOf(who);
  const refused = await who.refused('orders.submit', { draft: draft.id, idCardConsent });
  expect(refused.code).toBe('draft_incomplete');
  expect(Object.fromEntries((refused.fields ?? []).map((f) => [f.path, f.code]))).toEqual({
    representativeName: 'required',
    representativeIdNumber: 'id_number_check_digit',
    email: 'email_malformed',
    hasIdCardConsent: 'required',
    'materials.authorization': 'required',
    'materials.business_license': 'required',
    'materials.id_card': 'required',
  });
});

everyEngine('orders.submit needs the name in the certificate and the consent in force', async (t) => {
  intoValidity(t);
  const who = await t.customer();
  const draft = await fill(t, who, await registerUkey(t));
  const idCardConsent = await consentOf(who);
  expect((await who.refused('orders.submit', { draft: draft.id, idCardConsent: 'old' })).code).toBe('consent_outdated');
  await who.ok('drafts.save', { ...form, customerName: '示例科技（上海）有限责任公司' });
  const refused = await who.refused('orders.submit', { draft: draft.id, idCardConsent });
  expect([refused.code, refused.fields?.[0]?.path]).toEqual(['customer_name_differs', 'customerName']);
  await who.ok('drafts.save', { ...form, customerName: ' 示例科技(上海)有限公司 ' });
  await who.ok('orders.submit', { draft: draft.id, idCardConsent });
});

everyEngine('orders.submit judges the UKey as it is now', async (t) => {
  intoValidity(t);
  const who = await t.customer();
  const ukey = await registerUkey(t);
  const draft = await fill(t, who, ukey);
  await t.ctx.db.updateTable('ukeys').set({ status: 'lost' }).where('serial', '=', ukey.claimedSerial).execute();
  const refused = await who.refused('orders.submit', { draft: draft.id, idCardConsent: await consentOf(who) });
  expect([refused.code, refused.detail?.['verdict']]).toEqual(['not_eligible', 'reported_lost']);
  expect((await who.ok('drafts.get', {})).draft?.id).toBe(draft.id);
});

everyEngine('two browsers racing for one UKey: one wins, the other is told', async (t) => {
  intoValidity(t);
  const [one, two] = [await t.customer(), await t.customer()];
  const ukey = await registerUkey(t);
  const [first, second] = [await fill(t, one, ukey), await fill(t, two, ukey)];
  const consent = await consentOf(one);
  const answers = await Promise.all([trySubmit(one, first.id, consent), trySubmit(two, second.id, consent)]);
  expect(codesOf(answers)).toEqual(['ok', 'order_open_already']);
  expect(await t.ctx.db.selectFrom('orders').select('id').execute()).toHaveLength(1);
});

everyEngine('a double click makes one order', async (t) => {
  intoValidity(t);
  const who = await t.customer();
  const draft = await fill(t, who, await registerUkey(t));
  const consent = await consentOf(who);
  const answers = await Promise.all([1, 2, 3].map(() => trySubmit(who, draft.id, consent)));
  expect(codesOf(answers)).toEqual(['not_found', 'not_found', 'ok']);
  expect(await t.ctx.db.selectFrom('orders').select('id').execute()).toHaveLength(1);
});

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
    results: [{ number, isCancelled: false, refusal: 'not_found' }],
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

everyEngine('orders.cancel judges each order by itself', async (t) => {
  intoValidity(t);
  const who = await t.customer();
  const reviewer = await t.staff('reviewer');
  const [free, assigned, stale, approved] = [
    await submit(t, who),
    await submit(t, who),
    await submit(t, who),
    await submit(t, who),
  ];
  await assign(t, assigned.number, reviewer.staffId, 10);
  await assign(t, stale.number, reviewer.staffId, -1);
  await move(t, approved.number, 'approve');
  const numbers = [free.number, assigned.number, stale.number, approved.number, free.number];
  expect((await who.ok('orders.cancel', { numbers })).results).toEqual([
    { number: free.number, isCancelled: true, refusal: null },
    { number: assigned.number, isCancelled: false, refusal: 'order_assigned' },
    { number: stale.number, isCancelled: true, refusal: null },
    { number: approved.number, isCancelled: false, refusal: 'order_state' },
  ]);
  expect((await who.ok('orders.cancel', { numbers: [free.number] })).results[0]?.refusal).toBe('order_state');
  // A cancelled order gives its UKey free.
  expect((await who.ok('orders.get', { number: free.number })).timeline.at(-1)?.event).toBe('cancelled');
});

everyEngine('cancel against assign: never a cancelled order in the hands of a reviewer', async (t) => {
  intoValidity(t);
  const who = await t.customer();
  const reviewer = await t.staff('reviewer');
  for (let round = 0; round < 4; round += 1) {
    const { number } = await submit(t, who);
    const take = t.ctx.db
      .updateTable('orders')
      .set({ assigned_to: reviewer.staffId, assigned_until: new Date(t.now().getTime() + 600_000) })
      .where('number', '=', number)
      .where('status', '=', 'in_review')
      .execute();
    const [{ results }] = await Promise.all([who.ok('orders.cancel', { numbers: [number] }), take]);
    const row = await t.ctx.db.selectFrom('orders').selectAll().where('number', '=', number).executeTakeFirstOrThrow();
    expect(row.status === 'cancelled').toBe(results[0]?.isCancelled);
    expect(row.status === 'cancelled' && row.assigned_to !== null).toBe(false);
  }
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

everyEngine('a completed order has its receipt, evidence and SMS; before that there is none', async (t) => {
  intoValidity(t);
  const who = await t.customer();
  const auditor = await t.staff('auditor');
  const { number } = await submit(t, who);
  await move(t, number, 'approve');
  for (const name of ['orders.receipt', 'orders.evidence'] as const)
    expect((await who.refused(name, { number })).code).toBe('not_found');
  await move(t, number, 'complete');
  const { id } = await t.ctx.db.selectFrom('orders').select('id').executeTakeFirstOrThrow();
  await t.ctx.db
    .insertInto('evidence')
    .values({ order_id: id, ca_id: t.ctx.caId, bundle: '{"v":1}', created_at: t.now() })
    .execute();
  expect(Buffer.from(await who.ok('orders.evidence', { number })).toString()).toBe('{"v":1}');
  expect(Buffer.from(await auditor.ok('orders.evidenceCopy', { number })).toString()).toBe('{"v":1}');
  expect(
    Buffer.from(await who.ok('orders.receipt', { number }))
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
  const shown = await who.ok('orders.get', { number });
  expect([shown.status, shown.hasEvidence, shown.expiresAt]).toEqual(['completed', true, null]);
  expect((await t.sms(who.mobile)).at(-1)).toEqual({ template: 'reset_completed', variables: { number } });
});

everyEngine('orders.expire moves what rested too long, and nothing else', async (t) => {
  intoValidity(t);
  const who = await t.customer();
  const inReview = await submit(t, who);
  await setFee(t, 100);
  const unpaid = await submit(t, who);
  const refused = await submit(t, who);
  await move(t, refused.number, 'pay');
  await refuse(t, await who.ok('orders.get', { number: refused.number }), 'id_card');
  const expire = async (seconds: number) => {
    t.advance(seconds);
    return expireOrders(t.ctx);
  };
  expect(await expire(24 * 3600 - 1)).toBe(0);
  expect(await expire(1)).toBe(1);
  expect(await statusOf(t, unpaid.number)).toBe('expired');
  expect(await expire(30 * 86_400)).toBe(1);
  expect(await statusOf(t, refused.number)).toBe('expired');
  await move(t, inReview.number, 'approve');
  expect(await expire(89 * 86_400)).toBe(0);
  expect(await expire(86_400)).toBe(1);
  expect(await expireOrders(t.ctx)).toBe(0);
  const leaves = await t.ctx.db
    .selectFrom('audit_leaves')
    .select('id')
    .where('operation', '=', 'orders.expire')
    .execute();
  expect(leaves).toHaveLength(3);
  await later(t, 0, who);
  expect((await who.ok('orders.get', { number: unpaid.number })).timeline.at(-1)?.event).toBe('expired');
});
