import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testEngines } from './engines.ts';
import type { OpenDatabase } from './open.ts';

describe.each(testEngines())('$name', (engine) => {
  let opened: OpenDatabase;
  beforeAll(async () => {
    opened = await engine.open();
  });
  afterAll(() => opened.close());

  test('a value reads the same on every engine', async () => {
    const { rows } = await sql`select
      9007199254740991::int8 as int8, (select count(*) from (values (1), (2)) v) as count, array[1, null, 2]::int8[] as int8s, array[date '2026-03-01'] as dates, 7::int4 as int4,
      date '2026-03-01' as date, timestamptz '2026-03-01 08:00:00.123+08' as at, timestamp '2026-03-01 08:00:00' as local,
      '\\x00ff'::bytea as bytes, '{"a": [1, null]}'::jsonb as object, '[1, "二"]'::jsonb as list, '1.50'::numeric as numeric, 0.5::float8 as float,
      array['a"b', 'c\\d', null, '', 'NULL', '中,文']::text[] as texts, '{}'::text[] as none, true as bool, null::int8 as nothing,
      interval '1 day 2 hours' as span, '01980000-0000-7000-8000-000000000001'::uuid as id`.execute(opened.db);
    expect(rows).toEqual([
      {
        int8: 9007199254740991,
        count: 2,
        int8s: [1, null, 2],
        dates: ['2026-03-01'],
        int4: 7,
        date: '2026-03-01',
        at: new Date('2026-03-01T00:00:00.123Z'),
        local: '2026-03-01 08:00:00',
        bytes: Buffer.from([0, 255]),
        object: { a: [1, null] },
        list: [1, '二'],
        numeric: '1.50',
        float: 0.5,
        texts: ['a"b', 'c\\d', null, '', 'NULL', '中,文'],
        none: [],
        bool: true,
        nothing: null,
        span: '1 day 02:00:00',
        id: '01980000-0000-7000-8000-000000000001',
      },
    ]);
    expect(Buffer.isBuffer((rows[0] as { bytes: unknown }).bytes)).toBe(true);
  });

  test('a parameter is written the same on every engine', async () => {
    const at = new Date('2026-03-01T00:00:00.123Z');
    const { rows } = await sql`select
      ${at}::timestamptz as at, ${Buffer.from([0, 255])}::bytea as bytes, ${new Uint8Array([1, 2])}::bytea as array, ${['a"b', 'c\\d', null, '']}::text[] as texts,
      ${JSON.stringify([1, { a: '二' }])}::jsonb as list, ${{ a: 1 }}::jsonb as object, ${12}::int8 as int8, ${true}::bool as bool, ${null}::text as nothing,
      ${'2026-03-01'}::date as date, ${5}::text as number, ${['x']}::text[] && array['x', 'y'] as overlaps`.execute(
      opened.db,
    );
    expect(rows).toEqual([
      {
        at,
        bytes: Buffer.from([0, 255]),
        array: Buffer.from([1, 2]),
        texts: ['a"b', 'c\\d', null, ''],
        list: [1, { a: '二' }],
        object: { a: 1 },
        int8: 12,
        bool: true,
        nothing: null,
        date: '2026-03-01',
        number: '5',
        overlaps: true,
      },
    ]);
  });

  test('an int8 that a number cannot hold is refused, not rounded', async () => {
    await expect(sql`select 9007199254740993::int8 as n`.execute(opened.db)).rejects.toThrow(RangeError);
  });

  test('the database refuses with the same error, and the session goes on', async () => {
    const cas = { id: '01980000-0000-7000-8000-000000000001', code: 'a' };
    await opened.db.insertInto('cas').values(cas).execute();
    const error: unknown = await opened.db
      .insertInto('cas')
      .values({ ...cas, id: '01980000-0000-7000-8000-000000000002' })
      .execute()
      .catch((e: unknown) => e);
    expect(error).toBeInstanceOf(pg.DatabaseError);
    expect(error).toMatchObject({ code: '23505', constraint: 'cas_code_key', table: 'cas' });
    const changed = await opened.db.updateTable('cas').set({ code: 'b' }).executeTakeFirst();
    expect(changed.numUpdatedRows).toBe(1n);
  });

  test('a script that failed inside its own transaction leaves the next one a clean session', async () => {
    await expect(
      opened.script(
        "begin; insert into cas (id, code) values ('01980000-0000-7000-8000-000000000009', 'z'); select 1 / 0; commit",
      ),
    ).rejects.toMatchObject({ code: '22012' });
    expect(await opened.script("select count(*) as n from cas where code = 'z'; select 2 as n")).toEqual([
      { n: 0 },
      { n: 2 },
    ]);
  });

  test('times are shown in UTC', async () => {
    expect(await opened.script('show timezone')).toEqual([{ TimeZone: 'UTC' }]);
  });

  test('a query outside a transaction does not see what is not committed', async () => {
    const id = '01980000-0000-7000-8000-00000000000a';
    const inserted = Promise.withResolvers<void>();
    const order: string[] = [];
    const transaction = opened.db.transaction().execute(async (trx) => {
      await trx.insertInto('cas').values({ id, code: 'isolated' }).execute();
      inserted.resolve();
      await new Promise((resolve) => setTimeout(resolve, 50));
      order.push('transaction');
      throw new Error('rolled back');
    });
    const ended = expect(transaction).rejects.toThrow('rolled back');
    await inserted.promise;
    const outside = await opened.db.selectFrom('cas').selectAll().where('id', '=', id).execute();
    order.push('outside');
    await ended;
    expect(outside).toEqual([]);
    // The embedded engine has one session: the query waited. PostgreSQL has its own for it.
    expect(order).toEqual(engine.name === 'embedded' ? ['transaction', 'outside'] : ['outside', 'transaction']);
  });

  test('audit leaves can be neither changed nor deleted', async () => {
    const ca = await opened.db.selectFrom('cas').select('id').executeTakeFirstOrThrow();
    const leaf = {
      id: '01980000-0000-7000-8000-00000000000b',
      ca_id: ca.id,
      at: new Date(0),
      actor: 'a',
      operation: 'o',
      subject: null,
      entry: '{}',
      detail: '{}',
      leaf_hash: Buffer.alloc(32),
    };
    await opened.db.insertInto('audit_leaves').values(leaf).execute();
    await expect(opened.db.deleteFrom('audit_leaves').execute()).rejects.toMatchObject({ code: '23001' });
    await expect(opened.db.updateTable('audit_leaves').set({ actor: 'b' }).execute()).rejects.toMatchObject({
      code: '23001',
    });
    await expect(opened.script('truncate audit_leaves')).rejects.toMatchObject({ code: '23001' });
  });
});
