import { cannedReasons } from '@jiesuo/contract';
import { expect, test } from 'vitest';
import { begin, consentOf, fill, intoValidity, registerUkey, setFee, submit } from '../orders/stageForTests.ts';
import { compose } from '../sms/compose.ts';
import { render, smsNames, templates } from '../sms/templates.ts';
import { everyEngine, type Trial } from '../trial.ts';
import { builtIn, builtInSubjects } from './builtIn.ts';
import { judgeMessage } from './message.ts';
import { judgePinPolicy, pinPolicyFor } from './pinPolicy.ts';
import { publishForTest } from './stageForTests.ts';

const consent = (t: Trial, words: string) =>
  publishForTest(t, 'consent', 'id_card', {
    kind: 'consent',
    zh: `${words} {caName} {hotline}`,
    en: `${words} in English {caName} {hotline}`,
  });
const message = (template: string) => {
  const own = builtIn('message', template);
  if (own?.kind !== 'message') throw new Error(`no message ${template}`);
  return own;
};

test("the product's own words keep every rule that staff have to keep", () => {
  for (const name of builtInSubjects('message')) expect([name, judgeMessage(name, message(name))]).toEqual([name, []]);
});

test.each([
  ['验证码 ${code}，${number}', 'message_variables'],
  ['没有变量的验证码', 'message_variables'],
  ['验证码 ${code} 和 ${code}', 'message_variables'],
  ['验证码 {code} ${code}', 'message_variables'],
  ['您的号码是 ${code}', 'message_no_code_word'],
  ['【某某】验证码 ${code}', 'message_no_address'],
  ['验证码 ${code} http://example.com', 'message_no_address'],
  [`验证码 \${code} ${'长'.repeat(120)}`, 'message_too_long'],
])('the SMS %s is refused', (sms, code) => {
  expect(judgeMessage('code_register', { kind: 'message', sms, mail: null })).toEqual([{ path: 'sms', code }]);
});

test('a mail keeps the variables of each of its texts, and no address', () => {
  const own = message('order_approved');
  if (!own.mail) throw new Error('no mail');
  const body = { zh: '没有尾号', en: `${own.mail.body.en} www.example.com` };
  expect(judgeMessage('order_approved', { ...own, mail: { ...own.mail, body } })).toEqual([
    { path: 'mail.body.zh', code: 'message_variables' },
    { path: 'mail.body.en', code: 'message_no_address' },
  ]);
});

everyEngine('an edited SMS goes out in its new words; those of before it stay as they were', async (t) => {
  const own = message('order_refunded');
  const said = async () => {
    const row = await t.ctx.db.selectFrom('sms_messages').selectAll().executeTakeFirstOrThrow();
    return (await compose(t.ctx, row)).text;
  };
  const variables = { number: 'CA20260302ABCDEF' };
  await t.ctx.db
    .transaction()
    .execute((trx) => t.ctx.sms.queue(trx, { to: '19900000001', template: 'order_refunded', variables }));
  const { productName } = await t.ctx.settings();
  expect(await said()).toBe(render('order_refunded', variables, productName.zh));
  await publishForTest(t, 'message', 'order_refunded', { ...own, sms: '订单（尾号 ${number}）的钱已退回。' });
  expect(await said()).toBe(`【${productName.zh}】订单（尾号 ABCDEF）的钱已退回。`);
  expect(smsNames.every((name) => templates[name].text !== '')).toBe(true);
});

everyEngine(
  'a new agreement is asked for again, and the ledger keeps the words and version that were shown',
  async (t) => {
    intoValidity(t);
    const who = await t.customer();
    const draft = await fill(t, who, await registerUkey(t));
    const before = await consentOf(who);
    await consent(t, '新的文本');
    const version = await consentOf(who);
    expect(version).not.toBe(before);
    const state = (await who.ok('consents.state', {})).items.find(({ kind }) => kind === 'id_card');
    expect(state).toMatchObject({ version, state: 'outdated' });
    expect((await who.refused('orders.submit', { draft: draft.id, idCardConsent: before })).code).toBe(
      'consent_outdated',
    );
    await who.ok('consents.give', { kind: 'id_card', version });
    await consent(t, '更新的文本');
    const given = (await who.ok('accounts.consents', {})).items.filter(({ kind }) => kind === 'id_card');
    const shown = await who.ok('consents.text', { id: given.find((one) => one.version === version)?.id ?? '' });
    expect(shown).toMatchObject({ version, words: { zh: expect.stringContaining('新的文本') } });
  },
);

everyEngine('an agreement names who handles the data and how to reach them, in both languages', async (t) => {
  const who = await t.staff('administrator');
  const text = { kind: 'consent', subject: 'terms', revision: 0 } as const;
  const content = { kind: 'consent', zh: '由 {caName} 处理，电话 {hotline}', en: 'by {caName}, {hotlin}' } as const;
  expect(await who.refused('texts.save', { ...text, content })).toMatchObject({
    code: 'text_refused',
    fields: [{ path: 'content.en', code: 'consent_gap' }],
  });
  await who.ok('texts.save', { ...text, content: { ...content, en: 'by {caName}, {hotline}' } });
});

everyEngine('an order keeps the fee of when it was submitted', async (t) => {
  intoValidity(t);
  await setFee(t, 5000);
  const who = await t.customer();
  const order = await submit(t, who);
  await setFee(t, 9000);
  expect((await who.ok('orders.get', { number: order.number })).feeFen).toBe(5000);
  await who.ok('orders.cancel', { numbers: [order.number] });
  await begin(t, who, await registerUkey(t));
  expect((await who.ok('drafts.get', {})).draft?.feeFen).toBe(9000);
});

everyEngine('a PIN policy narrows what a model takes, never widens it, and a model may have its own', async (t) => {
  const [model] = t.ctx.models.models();
  if (!model) throw new Error('no model');
  const policy = { kind: 'pin_policy', min: 8, max: 16, alphabet: 'printable', defaults: ['Init-2026'] } as const;
  const pin = { min: 6, max: 12, alphabet: 'alphanumeric' as const, defaults: ['123456'] };
  const wide = { ...model, pin };
  expect(judgePinPolicy([wide], { ...policy, defaults: [] }, true).map(({ path }) => path)).toEqual([
    'max',
    'alphabet',
  ]);
  expect(judgePinPolicy([wide], { ...policy, min: 6, max: 12, alphabet: 'digits', defaults: [] }, true)).toEqual([]);
  await publishForTest(t, 'pin_policy', '*', { ...policy, defaults: [...policy.defaults] });
  expect(pinPolicyFor(await t.ctx.texts(), wide)).toEqual({
    min: 8,
    max: 12,
    alphabet: 'alphanumeric',
    defaults: ['123456', 'Init-2026'],
  });
  await publishForTest(t, 'pin_policy', model.id, { ...policy, min: 10, max: 12, alphabet: 'digits', defaults: [] });
  expect(pinPolicyFor(await t.ctx.texts(), { ...wide, id: model.id })).toMatchObject({
    min: 10,
    max: 12,
    alphabet: 'digits',
  });
  const who = await t.staff('administrator');
  const text = { kind: 'pin_policy', subject: model.id, revision: 0 } as const;
  const tooWide = { ...policy, min: 6, max: 16, defaults: ['1234', '12345'] };
  expect((await who.call('texts.save', { ...text, content: { ...tooWide, min: 16, max: 8 } })).status).toBe(400);
  expect((await who.ok('texts.list', { kind: 'pin_policy' })).items.map(({ subject }) => subject)).toEqual([
    '*',
    model.id,
  ]);
});

everyEngine(
  'reasons that were ever offered keep their English, and the reviewer is offered the new list',
  async (t) => {
    const items = [{ zh: '请补充授权期限。', en: 'Please add the term.', kinds: ['authorization' as const] }];
    await publishForTest(t, 'reasons', '*', { kind: 'reasons', items });
    const shown = await (await t.staff('reviewer')).ok('texts.show', { kind: 'reasons', subject: '*' });
    expect(shown.content).toEqual({ kind: 'reasons', items });
    await publishForTest(t, 'reasons', '*', { kind: 'reasons', items: [] });
    const { reasons } = await t.portal.visitor().ok('settings.show', {});
    expect(reasons).toHaveLength(cannedReasons.length + 1);
    expect(reasons).toContainEqual({ zh: '请补充授权期限。', en: 'Please add the term.' });
  },
);
