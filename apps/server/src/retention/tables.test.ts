import { type RetentionRule, retentionRuleNames } from '@jiesuo/contract';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import * as sample from '../materials/decode/samples.ts';
import { consentOf, fill, form, intoValidity, move, registerUkey, submit } from '../orders/stageForTests.ts';
import { type Customer, everyEngine, type Trial } from '../trial.ts';
import { applyRetention } from './apply.ts';
import { clocks } from './clocks.ts';
import { tables } from './tables.ts';

const day = 24 * 3_600;
const address = {
  receiver: '赵收货',
  mobile: '13711112222',
  regionCode: '310101',
  region: ['上海市', '黄浦区'],
  street: '测试路 77 号',
  isDefault: true,
};

everyEngine('every table of the database is judged, and no judgement is of a table that is gone', async (t) => {
  const live = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = current_schema() and table_type = 'BASE TABLE'
  `.execute(t.ctx.db);
  expect(live.rows.map(({ name }) => name).toSorted()).toEqual(Object.keys(tables).toSorted());
});

everyEngine(
  'a table with a sealed field or an account’s name in it has a rule, unless it is of staff or secrets',
  async (t) => {
    const live = await sql<{ name: string; field: string }>`
    select table_name as name, column_name as field from information_schema.columns
    where table_schema = current_schema() and (column_name like '%sealed' or column_name = 'account_id')
  `.execute(t.ctx.db);
    const unruled = live.rows.filter(({ name }) => 'none' in tables[name as keyof typeof tables]);
    expect([...new Set(unruled.map(({ name }) => name))].toSorted()).toEqual([
      'admin_secrets',
      'api_replies',
      'shared_keys',
      'staff',
      'webhooks',
    ]);
  },
);

test('every rule has tables, and a clock unless a person starts it', () => {
  const named = new Set(Object.values(tables).flatMap((one) => ('rules' in one ? one.rules : [])));
  expect([...named].toSorted()).toEqual([...retentionRuleNames].toSorted());
  const timed = new Set<RetentionRule>(clocks.map(({ rule }) => rule));
  expect(retentionRuleNames.filter((rule) => !timed.has(rule))).toEqual(['account']);
});

/** A person who left something in as many tables as can be reached from the pages. */
async function livedHere(t: Trial): Promise<Customer> {
  intoValidity(t);
  const who = await t.customer();
  await who.ok('accounts.edit', { organisation: '示例科技有限公司', contact: '钱联系', email: 'qian@example.com' });
  await who.ok('addresses.add', address);
  for (const moves of [['approve', 'complete'], []] as const) {
    const draft = await fill(t, who, await registerUkey(t));
    await who.ok('materials.upload', { kind: 'id_card' }, await sample.scan(60, 40));
    const { number } = await who.ok('orders.submit', { draft: draft.id, idCardConsent: await consentOf(who) });
    for (const name of moves) await move(t, number, name);
    if (moves.length === 0) await who.ok('orders.cancel', { numbers: [number] });
  }
  await fill(t, who, await registerUkey(t));
  return who;
}

type Name = keyof typeof tables;
const rowsOf = async (t: Trial, name: Name) =>
  (
    await sql<{ row: Record<string, unknown> }>`select to_jsonb(x) as row from ${sql.table(name)} x`.execute(t.ctx.db)
  ).rows.map(({ row }) => row);
const names = Object.keys(tables) as Name[];

/** Where in the whole database one of these texts stands. */
async function found(t: Trial, texts: readonly string[]): Promise<string[]> {
  const places: string[] = [];
  for (const name of names) {
    const text = JSON.stringify(await rowsOf(t, name));
    places.push(...texts.filter((one) => text.includes(one)).map((one) => `${name}: ${one}`));
  }
  return places;
}
/** Which sealed fields of customers hold something. */
async function sealed(t: Trial): Promise<string[]> {
  const fields = new Set<string>();
  for (const name of names.filter((one) => 'rules' in tables[one]))
    for (const row of await rowsOf(t, name))
      for (const [field, value] of Object.entries(row))
        if (field.endsWith('_sealed') && value) fields.add(`${name}.${field}`);
  return [...fields].toSorted();
}
async function filled(t: Trial, wanted: readonly Name[]): Promise<Name[]> {
  const full: Name[] = [];
  for (const name of wanted) if ((await rowsOf(t, name)).length > 0) full.push(name);
  return full;
}

everyEngine(
  'an account that is deleted leaves only what the law keeps, and nothing of the person when its clocks have ended',
  async (t) => {
    const who = await livedHere(t);
    const told = await who.ok('accounts.removal', {});
    expect(told.openOrders).toBe(0);
    expect(told.stays.map(({ rule }) => rule)).toEqual(['evidence', 'consent', 'message', 'session']);
    await who.ok('accounts.remove', { password: who.password });

    expect(await found(t, ['qian@example.com'])).toEqual([]);
    expect(await filled(t, ['addresses', 'drafts', 'account_devices'])).toEqual([]);
    const orders = await t.ctx.db.selectFrom('orders').selectAll().orderBy('created_at').orderBy('id').execute();
    expect(orders.map((one) => [one.kept_as, one.form_sealed === '', one.restricted_from !== null])).toEqual(
      expect.arrayContaining([
        ['evidence', false, true],
        ['cancelled', true, false],
      ]),
    );
    const supervisor = await t.staff('supervisor');
    const kept = orders.find((one) => one.kept_as === 'evidence')?.number ?? '';
    expect((await supervisor.refused('reviews.unmask', { number: kept, reason: '核对' })).code).toBe(
      'order_restricted',
    );
    expect(await t.ctx.db.selectFrom('deletions').select('rule').execute()).toEqual([
      { rule: 'account' },
      { rule: 'account' },
    ]);

    await t.jobs();
    t.advance(30 * 366 * day);
    await applyRetention(t.ctx);
    const own = [who.mobile, t.ctx.personal.index('mobile', who.mobile), address.receiver, address.street];
    const written = [form.representativeName, form.representativeIdNumber, form.representativeMobile, form.email];
    expect(await found(t, [...own, ...written])).toEqual([]);
    // What is sealed of the account's shell is an empty name.
    expect(await sealed(t)).toEqual(['accounts.contact_sealed']);
    const emptied = ['consents', 'sessions', 'sms_messages', 'pairings', 'files', 'materials', 'evidence'] as const;
    expect(await filled(t, emptied)).toEqual([]);
    for await (const { storeKey } of t.ctx.files.list()) expect(storeKey).toBeUndefined();
  },
);

everyEngine('an account with an order under way cannot go, and hears so before', async (t) => {
  intoValidity(t);
  const who = await t.customer();
  await submit(t, who);
  expect((await who.ok('accounts.removal', {})).openOrders).toBe(1);
  expect((await who.refused('accounts.remove', { password: who.password })).code).toBe('account_has_orders');
});
