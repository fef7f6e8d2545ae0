import { expect } from 'vitest';
import { type Customer, everyEngine } from '../trial.ts';
import { begin, consentOf, fill, form, intoValidity, registerUkey } from './stageForTests.ts';

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
