import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCardStore, parseAnyCardState } from '@jiesuo/card';
import { isUscc } from '@jiesuo/certificate/digits';
import { generateSync } from 'otplib';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { companies } from '../../../sim/src/demo/people.ts';
import { openDemo } from '../../../sim/src/demo.ts';
import { feeOf } from '../texts/fee.ts';
import { everyEngine, type Trial } from '../trial.ts';
import { seedDemo } from './seed.ts';
import { drawSpecimen } from './specimen.ts';
import type { DemoWorld } from './world.ts';

// Some thirty pictures, each decoded in a process of its own.
vi.setConfig({ testTimeout: 180_000 });

let folder: string;
let world: DemoWorld;
let file: string;
const day = new Date('2026-03-02T01:00:00Z');

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'jiesuo-demo-'));
  world = openDemo(folder, openCardStore(join(folder, 'cards'), parseAnyCardState), day);
  file = join(folder, 'demo', 'demo.json');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const counts = async (t: Trial) =>
  Object.fromEntries(
    (
      await t.ctx.db
        .selectFrom('orders')
        .select((e) => ['status', e.fn.countAll<number>().as('count')])
        .groupBy('status')
        .execute()
    ).map((row) => [row.status, Number(row.count)]),
  );

everyEngine('the demo has an order in each state, all through the real operations, and is made once', async (t) => {
  await seedDemo(t.ctx, file);
  const expected = { unpaid: 1, in_review: 3, rejected: 1, awaiting_reset: 1, completed: 1, cancelled: 1, expired: 1 };
  expect(await counts(t)).toEqual(expected);
  await seedDemo(t.ctx, file);
  expect(await counts(t)).toEqual(expected);
  expect(feeOf(await t.ctx.texts())).toBe(0);
  await findOwnOrder(t);
  await findQueue(t);
  await findSecrets(t);
});

/** A demo customer logs in, finds what waits, and the plugged UKey is free for a newcomer. */
async function findOwnOrder(t: Trial): Promise<void> {
  const who = t.portal.visitor();
  const [customer] = world.customers;
  if (!customer) throw new Error('no customer');
  await who.ok('accounts.logIn', { mobile: customer.mobile, password: customer.password });
  const { items } = await who.ok('orders.list', {});
  expect(items.map((one) => [one.status, one.ukeySerial])).toEqual([['awaiting_reset', world.parts.rsa]]);
  const open = await t.ctx.db
    .selectFrom('orders')
    .select('id')
    .where('ukey_serial', '=', world.parts.main ?? '')
    .execute();
  expect(open).toEqual([]);
}

/** A demo reviewer logs in, takes what waits longest, and sees its materials. */
async function findQueue(t: Trial): Promise<void> {
  const member = world.staff.find((one) => one.name === 'reviewer');
  const who = t.console.visitor();
  const totp = generateSync({ secret: member?.totpSecret ?? '', epoch: Math.floor(t.now().getTime() / 1000) });
  await who.ok('staff.logIn', { name: 'reviewer', password: member?.password ?? '', totp });
  const queue = await who.ok('reviews.queue', {});
  expect(queue.items.map((one) => one.waitingMinutes)).toEqual([360, 180, 36]);
  const number = queue.items[0]?.number ?? '';
  await who.ok('reviews.take', { number });
  const order = await who.ok('reviews.inspect', { number });
  expect(order).toMatchObject({ checks: { isNameEqual: true, isIdNumberValid: true } });
  const picture = await who.ok('reviews.material', { id: order.materials[0]?.id ?? '', page: 1 });
  expect(picture.subarray(0, 2).toString('hex')).toBe('ffd8');
}

/** Weak and shared admin PINs are flagged; another CA is unknown. */
async function findSecrets(t: Trial): Promise<void> {
  const secret = (part: string) =>
    t.ctx.db
      .selectFrom('ukeys')
      .innerJoin('admin_secrets', 'admin_secrets.ukey_id', 'ukeys.id')
      .select(['is_weak', 'digest'])
      .where('serial', '=', world.parts[part] ?? '')
      .executeTakeFirst();
  expect((await secret('weak'))?.is_weak).toBe(true);
  expect((await secret('main'))?.is_weak).toBe(false);
  expect((await secret('sharedOne'))?.digest).toBe((await secret('sharedTwo'))?.digest);
  expect(await secret('otherCa')).toBeUndefined();
}

everyEngine('a demo file that is damaged or missing stops the start and is not quoted', async (t) => {
  const broken = join(folder, 'broken.json');
  writeFileSync(broken, '{"staff":[{"password":"not-to-be-quoted');
  await expect(seedDemo(t.ctx, broken)).rejects.toThrow(/^无法读取演示数据 .*broken\.json/);
  await expect(seedDemo(t.ctx, join(folder, 'missing.json'))).rejects.toThrow('start the sim first');
  const production = { ...t.ctx, config: { ...t.ctx.config, isProduction: true } };
  await expect(seedDemo(production, file)).rejects.toThrow('production refuses demo data');
});

test('the codes of the made-up companies are well formed', () => {
  for (const company of Object.values(companies)) expect(isUscc(company.uscc)).toBe(true);
});

test('specimens are pictures of a page, a licence and a card', async () => {
  const facts = { organisation: '示例公司', representative: '示例某人', idNumber: '999999199001010013' };
  for (const kind of ['authorization', 'business_license', 'id_card'] as const) {
    const picture = await drawSpecimen(kind, facts);
    expect(picture.subarray(0, 2).toString('hex')).toBe('ffd8');
    expect(picture.length).toBeLessThan(200_000);
  }
});
