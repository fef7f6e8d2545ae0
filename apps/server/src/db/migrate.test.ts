import { openCustody } from '@jiesuo/ceremony';
import { sql } from 'kysely';
import { afterEach, describe, expect, test } from 'vitest';
import { testEngines } from './engines.ts';
import { type Migration, migrate, migrations } from './migrate.ts';
import { type OpenDatabase, openDatabase } from './open.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});
async function keep(opening: Promise<OpenDatabase>): Promise<OpenDatabase> {
  const opened = await opening;
  closing.push(opened.close);
  return opened;
}
const file = (name: string, text: string): Migration => ({ name, text, sha256: `hash of ${text}` });
const first = file('001-a', 'create table a (n int); create table b (n int);');
const second = file('002-b', 'insert into a values (1); insert into b values (2);');

describe.each(testEngines())('$name', (engine) => {
  test('all files make a database, once', async () => {
    const opened = await keep(engine.openEmpty());
    expect(await migrate(opened)).toEqual(migrations.map((m) => m.name));
    expect(await migrate(opened)).toEqual([]);
  });

  test('a ceremony of before there was a choice of methods goes on as gmt0017', async () => {
    const opened = await keep(engine.openEmpty());
    await migrate(opened, migrations.slice(0, 2));
    const { db } = opened;
    await db.connection().execute(async (session) => {
      // A row of its own: what it refers to does not matter here.
      await sql`alter table ceremonies drop constraint ceremonies_order_id_fkey, drop constraint ceremonies_ukey_id_fkey, drop constraint ceremonies_ca_id_fkey`.execute(
        session,
      );
      await sql`insert into ceremonies (id, ca_id, order_id, ukey_id, status, method, secret_version, state, created_at, updated_at)
        select gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'unknown', 'gmt0017', 1, '{"status": "unknown", "serial": "JS1"}', now(), now()`.execute(
        session,
      );
    });
    await migrate(opened);
    const row = await db.selectFrom('ceremonies').select('state').executeTakeFirstOrThrow();
    expect(row.state).toEqual({
      status: 'unknown',
      serial: 'JS1',
      method: 'gmt0017',
      challengeProfile: null,
      hostChallenge: null,
      adminTriesNeeded: 4,
      custody: openCustody,
    });
  });

  test('what was paid and awaited before there were tries is carried over', async () => {
    const opened = await keep(engine.openEmpty());
    await migrate(opened, migrations.slice(0, 3));
    await opened.db.connection().execute(async (session) => {
      // Rows of their own: what they refer to does not matter here.
      await sql`alter table orders drop constraint orders_account_id_fkey, drop constraint orders_ukey_id_fkey`.execute(
        session,
      );
      await sql`insert into cas (id, code) values ('00000000-0000-7000-8000-000000000001', 'test')`.execute(session);
      const orders = [
        ['CA1', 'in_review', 5000, 'received'],
        ['CA2', 'unpaid', 5000, 'awaited'],
        ['CA3', 'cancelled', 5000, 'awaited'],
        ['CA4', 'in_review', 0, null],
      ] as const;
      for (const [number, status, fee, state] of orders) {
        const { rows } = await sql<{ id: string }>`
          insert into orders (id, ca_id, number, kind, account_id, ukey_id, ukey_serial, fingerprint, certificate_serial,
            certificate_not_after, customer_name, form_sealed, fee_fen, status, created_at)
          select gen_random_uuid(), '00000000-0000-7000-8000-000000000001', ${number}, 'reset', gen_random_uuid(), gen_random_uuid(),
            's', 'f', 'c', now(), 'n', '', ${fee}::int, ${status}, now() returning id`.execute(session);
        if (state)
          await sql`insert into payments (id, ca_id, order_id, channel, amount_fen, state, payer, bank_reference, confirmed_at, created_at)
            values (gen_random_uuid(), '00000000-0000-7000-8000-000000000001', ${rows[0]?.id}, 'bank_transfer', ${fee}::int, ${state},
              ${state === 'received' ? '示例公司' : null}, ${state === 'received' ? 'ICBC1' : null},
              ${state === 'received' ? new Date(0) : null}, now())`.execute(session);
      }
    });
    await migrate(opened);
    const tries = await opened.db
      .selectFrom('pay_attempts')
      .innerJoin('orders', 'orders.id', 'pay_attempts.order_id')
      .select(['orders.number', 'pay_attempts.state', 'use', 'gateway_reference', 'payer'])
      .orderBy('orders.number')
      .execute();
    expect(tries).toEqual([
      { number: 'CA1', state: 'paid', use: 'order', gateway_reference: 'ICBC1', payer: '示例公司' },
      { number: 'CA2', state: 'open', use: null, gateway_reference: null, payer: null },
      { number: 'CA3', state: 'closed', use: null, gateway_reference: null, payer: null },
    ]);
    const orders = await opened.db
      .selectFrom('orders')
      .select(['number', 'money', 'paid_fen'])
      .orderBy('number')
      .execute();
    expect(orders.map((order) => [order.number, order.money, order.paid_fen])).toEqual([
      ['CA1', 'paid', 5000],
      ['CA2', 'unpaid', 0],
      ['CA3', 'unpaid', 0],
      ['CA4', 'none', 0],
    ]);
  });

  test('a file that fails leaves nothing of itself, and those before it stay', async () => {
    const opened = await keep(engine.openEmpty());
    const broken = file('002-broken', 'insert into a values (1); select 1 / 0;');
    await expect(migrate(opened, [first, broken])).rejects.toMatchObject({ code: '22012' });
    expect((await sql`select * from a`.execute(opened.db)).rows).toEqual([]);
    expect(await migrate(opened, [first, second])).toEqual(['002-b']);
  });

  test('a changed file, and a database from which a newer program took something, are refused; one that it only added to serves', async () => {
    const opened = await keep(engine.openEmpty());
    await migrate(opened, [first, second]);
    await expect(migrate(opened, [file('001-a', 'other'), second])).rejects.toMatchObject({
      name: 'StartFault',
      message: expect.stringContaining('001-a'),
    });
    expect(await migrate(opened, [first])).toEqual([]);
    await migrate(opened, [first, second, { ...file('003-c', 'drop table b;'), isContract: true }]);
    await expect(migrate(opened, [first])).rejects.toMatchObject({
      name: 'StartFault',
      message: expect.stringContaining('newer'),
    });
  });
});

const postgres = testEngines().find((engine) => engine.name === 'postgres');
test.skipIf(!postgres)('of three programs that start at once one migrates, and the others find it done', async () => {
  const opened = (await keep(postgres?.openEmpty() ?? Promise.reject(new Error('no PostgreSQL')))) as OpenDatabase & {
    url: string;
  };
  const others = await Promise.all([1, 2].map(() => keep(openDatabase({ databaseUrl: opened.url }))));
  const applied = await Promise.all([opened, ...others].map((each) => migrate(each)));
  expect(applied.flat()).toEqual(migrations.map((m) => m.name));
});

test.skipIf(!postgres)(
  'a file that waits for a table lets the others pass again and again, until it has it',
  async () => {
    const opened = await keep(postgres?.openEmpty() ?? Promise.reject(new Error('no PostgreSQL')));
    await migrate(opened, [first]);
    const reading = Promise.withResolvers<void>();
    const done = opened.db.transaction().execute(async (trx) => {
      await sql`select * from a`.execute(trx);
      await reading.promise;
    });
    const migrating = migrate(opened, [first, file('002-a', 'alter table a add column m int;')]);
    await sql`select pg_sleep(4.2)`.execute(opened.db);
    await sql`set lock_timeout = '3s'; select * from a; reset lock_timeout`.execute(opened.db);
    reading.resolve();
    await done;
    expect(await migrating).toEqual(['002-a']);
  },
);
