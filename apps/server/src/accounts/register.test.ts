import { expect } from 'vitest';
import { everyEngine, type Trial } from '../trial.ts';

const password = 'correct horse battery';
const person = { organisation: '示例科技有限公司', contact: '张三', email: 'zhang@example.com' };
let last = 0;
const freshMobile = () => `1990001${String(++last).padStart(4, '0')}`;

async function form(t: Trial, mobile: string, changes: Record<string, unknown> = {}) {
  const who = t.portal.visitor();
  await who.ok('accounts.sendCode', { mobile, purpose: 'register' });
  const code = (await t.sms(mobile)).at(-1)?.variables['code'] ?? '';
  const { consents } = await who.ok('settings.show', {});
  return {
    mobile,
    code,
    password,
    ...person,
    consents: { terms: consents.terms.version, privacy: consents.privacy.version },
    ...changes,
  };
}

everyEngine('registering opens the account and logs in', async (t) => {
  const who = t.portal.visitor();
  const mobile = freshMobile();
  const account = await who.ok('accounts.register', await form(t, mobile));
  expect(account).toMatchObject({ mobile, ...person });
  expect(await who.ok('accounts.me', {})).toEqual(account);
  expect(await t.portal.visitor().refused('accounts.me', {})).toMatchObject({ code: 'log_in_required' });
});

everyEngine('the password is kept as argon2id of 19 MiB and two passes, the person only sealed', async (t) => {
  const mobile = freshMobile();
  await t.portal.visitor().ok('accounts.register', await form(t, mobile));
  const row = await t.ctx.db.selectFrom('accounts').selectAll().executeTakeFirstOrThrow();
  expect(row.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  for (const text of [mobile, person.contact, person.email, password]) expect(JSON.stringify(row)).not.toContain(text);
});

everyEngine('the consents are kept with version and hash of the text that was shown', async (t) => {
  const who = t.portal.visitor();
  await who.ok('accounts.register', await form(t, freshMobile()));
  const { consents } = await who.ok('settings.show', {});
  const { items } = await who.ok('accounts.consents', {});
  expect(new Map(items.map(({ id: _id, ...i }) => [i.kind, i]))).toEqual(
    new Map(
      (['terms', 'privacy'] as const).map((kind) => [
        kind,
        { kind, version: consents[kind].version, givenAt: t.now().toISOString(), withdrawnAt: null, order: null },
      ]),
    ),
  );
  const rows = await t.ctx.db.selectFrom('consents').select('text_hash').execute();
  for (const { text_hash } of rows) expect(text_hash).toMatch(/^[0-9a-f]{64}$/);
});

everyEngine('consent to an older text is refused and costs no code', async (t) => {
  const who = t.portal.visitor();
  const filled = await form(t, freshMobile());
  const outdated = { ...filled, consents: { ...filled.consents, privacy: '2020-01-01.00000000' } };
  expect(await who.refused('accounts.register', outdated)).toMatchObject({ code: 'consent_outdated' });
  await who.ok('accounts.register', filled);
});

everyEngine('a common password is refused beside its field and costs no code', async (t) => {
  const who = t.portal.visitor();
  const filled = await form(t, freshMobile());
  for (const common of ['WoAiNi1314', filled.mobile])
    expect(await who.refused('accounts.register', { ...filled, password: common })).toMatchObject({
      code: 'invalid_input',
      fields: [{ path: 'password', code: 'password_common' }],
    });
  await who.ok('accounts.register', filled);
});

everyEngine('without the right code nothing is registered, and a known number is not told', async (t) => {
  const { mobile } = await t.customer();
  const who = t.portal.visitor();
  t.advance(60);
  const unknown = await form(t, freshMobile());
  const known = await form(t, mobile);
  const wrong = (code: string) => (code === '123456' ? '123457' : '123456');
  const answers = [
    await who.call('accounts.register', { ...unknown, code: wrong(unknown.code) }),
    await who.call('accounts.register', { ...known, code: wrong(known.code) }),
  ];
  expect(answers.map((a) => [a.status, (a.body as { code: string }).code])).toEqual([
    [422, 'code_wrong'],
    [422, 'code_wrong'],
  ]);
  expect(await t.ctx.db.selectFrom('accounts').select('id').execute()).toHaveLength(1);
});

everyEngine('who proved the number by its code is told that it has an account', async (t) => {
  const { mobile } = await t.customer();
  t.advance(60);
  const who = t.portal.visitor();
  expect(await who.refused('accounts.register', await form(t, mobile))).toMatchObject({ code: 'account_exists' });
  expect(who.cookies.size).toBe(0);
});

everyEngine('a code is sent, and answered, the same for known and unknown numbers', async (t) => {
  const { mobile } = await t.customer();
  t.advance(60);
  for (const purpose of ['register', 'reset_password'] as const) {
    const known = await t.portal.visitor().call('accounts.sendCode', { mobile, purpose });
    const unknown = await t.portal.visitor().call('accounts.sendCode', { mobile: freshMobile(), purpose });
    expect(known.status).toBe(200);
    expect([known.status, known.body]).toEqual([unknown.status, unknown.body]);
    t.advance(60);
  }
});

everyEngine('the same form sent twice at once opens one account', async (t) => {
  const filled = await form(t, freshMobile());
  const answers = await Promise.all([1, 2, 3].map(() => t.portal.visitor().call('accounts.register', filled)));
  expect(answers.filter((a) => a.status === 200)).toHaveLength(1);
  expect(await t.ctx.db.selectFrom('accounts').select('id').execute()).toHaveLength(1);
});
