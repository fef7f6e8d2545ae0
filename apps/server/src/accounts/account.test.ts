import { v7 as uuid } from 'uuid';
import { expect } from 'vitest';
import { type Customer, everyEngine, type Trial } from '../trial.ts';

const place = {
  receiver: '李四',
  mobile: '19911112222',
  regionCode: '110101',
  region: ['北京市', '北京市', '东城区'],
  street: '示例街1号',
};

async function addOrder(
  t: Trial,
  accountId: string,
  status: 'unpaid' | 'in_review' | 'rejected' | 'awaiting_reset' | 'completed' | 'cancelled',
) {
  const { db, caId, personal } = t.ctx;
  const [ukeyId, id, now] = [uuid(), uuid(), t.now()];
  const certificate = { certificate_serial: '01', fingerprint: 'ab'.repeat(32) };
  await db
    .insertInto('ukeys')
    .values({
      id: ukeyId,
      ca_id: caId,
      serial: ukeyId,
      model: 'virtual',
      certificate: Buffer.of(0),
      ...certificate,
      subscriber: '示例',
      not_after: now,
      contact_sealed: null,
      admin_tries_left: null,
      user_tries_left: null,
      seen_at: null,
      imported_at: now,
      updated_at: now,
    })
    .execute();
  await db
    .insertInto('orders')
    .values({
      id,
      ca_id: caId,
      number: `CA20260302${id.slice(-6).toUpperCase()}`,
      kind: 'reset',
      account_id: accountId,
      ukey_id: ukeyId,
      ukey_serial: ukeyId,
      ...certificate,
      certificate_not_after: now,
      customer_name: '示例科技有限公司',
      form_sealed: personal.seal(`orders.form_sealed:${id}`, JSON.stringify({ representativeName: '王五' })),
      fee_fen: 0,
      status,
      assigned_to: null,
      assigned_until: null,
      decided_by: null,
      decided_at: null,
      created_at: now,
      submitted_at: now,
      expires_at: null,
      completed_at: null,
    })
    .execute();
}
const idOf = async (who: Customer) => (await who.ok('accounts.me', {})).id;

everyEngine('the account can be edited, and an empty e-mail is none', async (t) => {
  const who = await t.customer();
  const edited = await who.ok('accounts.edit', {
    organisation: '新名称有限公司',
    contact: '赵六',
    email: 'zhao@example.com',
  });
  expect(edited).toMatchObject({
    organisation: '新名称有限公司',
    contact: '赵六',
    email: 'zhao@example.com',
    mobile: who.mobile,
  });
  expect(await who.ok('accounts.me', {})).toEqual(edited);
  expect(await who.ok('accounts.edit', { organisation: '新名称有限公司', contact: '赵六', email: '' })).toMatchObject({
    email: null,
  });
});

everyEngine("sessions are listed, and one can be ended; another account's cannot", async (t) => {
  const [who, stranger] = [await t.customer(), await t.customer()];
  const elsewhere = t.portal.visitor();
  elsewhere.headers['user-agent'] = 'another browser';
  await elsewhere.ok('accounts.logIn', { mobile: who.mobile, password: who.password });
  const { items } = await who.ok('accounts.sessions', {});
  expect(items).toHaveLength(2);
  expect(items.filter((i) => i.isThis)).toHaveLength(1);
  const other = items.find((i) => !i.isThis);
  expect(await stranger.refused('accounts.endSession', { id: other?.id })).toMatchObject({ code: 'not_found' });
  await elsewhere.ok('accounts.me', {});
  await who.ok('accounts.endSession', { id: other?.id ?? '' });
  expect(await elsewhere.refused('accounts.me', {})).toMatchObject({ code: 'log_in_required' });
  expect((await who.ok('accounts.sessions', {})).items).toHaveLength(1);
});

everyEngine('the export holds everything of this account and nothing of another', async (t) => {
  const [who, stranger] = [await t.customer(), await t.customer()];
  await who.ok('addresses.add', place);
  await addOrder(t, await idOf(who), 'completed');
  const data = JSON.parse((await who.ok('accounts.exportData', {})).toString()) as Record<string, unknown>;
  expect(data).toMatchObject({
    account: { mobile: who.mobile, contact: '张三' },
    addresses: [{ receiver: '李四', street: '示例街1号' }],
    orders: [{ status: 'completed', form: { representativeName: '王五' }, timeline: [] }],
    materials: [],
    draft: null,
  });
  expect(data['consents']).toHaveLength(2);
  const text = JSON.stringify(data);
  expect(text).not.toContain(stranger.mobile);
  expect(text).not.toContain('argon2');
  expect(text).not.toContain('_sealed');
});

everyEngine('a removed account keeps no personal field, frees its number and ends its sessions', async (t) => {
  const who = await t.customer();
  const { mobile, password } = who;
  const id = await idOf(who);
  await who.ok('addresses.add', place);
  await addOrder(t, id, 'completed');
  expect(await who.refused('accounts.remove', { password: 'not the password' })).toMatchObject({
    code: 'password_wrong',
  });
  const elsewhere = t.portal.visitor();
  await elsewhere.ok('accounts.logIn', { mobile, password });
  await who.ok('accounts.remove', { password });
  expect(who.cookies.has('portal')).toBe(false);
  expect(await elsewhere.refused('accounts.me', {})).toMatchObject({ code: 'log_in_required' });
  expect(await elsewhere.refused('accounts.logIn', { mobile, password })).toMatchObject({ code: 'log_in_failed' });
  const row = await t.ctx.db.selectFrom('accounts').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  expect(row).toMatchObject({
    mobile_sealed: null,
    mobile_index: null,
    email_sealed: null,
    organisation: '',
    password_hash: '!',
  });
  expect(t.ctx.personal.open(`accounts.contact_sealed:${id}`, row.contact_sealed)).toBe('');
  expect(await t.ctx.db.selectFrom('addresses').selectAll().execute()).toEqual([]);
  t.advance(60);
  await elsewhere.ok('accounts.sendCode', { mobile, purpose: 'register' });
  const { consents } = await elsewhere.ok('settings.show', {});
  const code = (await t.sms(mobile)).at(-1)?.variables['code'] ?? '';
  const again = await elsewhere.ok('accounts.register', {
    mobile,
    code,
    password,
    organisation: '示例',
    contact: '张三',
    consents: { terms: consents.terms.version, privacy: consents.privacy.version },
  });
  expect(again.id).not.toBe(id);
});

for (const status of ['unpaid', 'in_review', 'rejected', 'awaiting_reset'] as const)
  everyEngine(`an account with an order that is ${status} is not removed`, async (t) => {
    const who = await t.customer();
    await addOrder(t, await idOf(who), status);
    expect(await who.refused('accounts.remove', { password: who.password })).toMatchObject({
      code: 'account_has_orders',
    });
    await who.ok('accounts.me', {});
  });

everyEngine('everything done to an account is in the audit log, without personal data', async (t) => {
  const who = await t.customer();
  await who.ok('accounts.edit', { organisation: '示例', contact: '赵六' });
  await who.ok('accounts.changePassword', { oldPassword: who.password, newPassword: 'a new and better one' });
  await who.ok('accounts.exportData', {});
  await who.ok('accounts.logOut', {});
  const leaves = await t.ctx.db.selectFrom('audit_leaves').select(['operation', 'entry']).orderBy('id').execute();
  expect(leaves.map((l) => l.operation)).toEqual([
    'accounts.sendCode',
    'accounts.register',
    'accounts.edit',
    'accounts.changePassword',
    'accounts.exportData',
    'accounts.logOut',
  ]);
  const entries = leaves.map((l) => l.entry).join();
  for (const secret of [who.mobile, '赵六', '张三', who.password]) expect(entries).not.toContain(secret);
  for (const secret of [who.mobile, '张三', who.password]) expect(t.logged()).not.toContain(secret);
});
