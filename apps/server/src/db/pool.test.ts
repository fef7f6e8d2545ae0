import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { testEngines } from './engines.ts';
import { faultOf, OutcomeUnknown, ReadOnlyHost } from './faults.ts';
import { clientOf } from './hosts.ts';
import { type OpenDatabase, openDatabase } from './open.ts';
import { onServer } from './testing/databases.ts';

const engine = testEngines().find((each) => each.name === 'postgres');
type Opened = OpenDatabase & { readonly url: string };
const opening = engine ? (engine.open() as Promise<Opened>) : undefined;
afterAll(async () => (await opening)?.close());
const there = (): Promise<Opened> => opening ?? Promise.reject(new Error('no PostgreSQL'));

/** Ends all connections but the one that asks. */
const endAll = (opened: Opened) =>
  onServer(
    opened.url,
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  );

test.skipIf(!engine)('reads and transactions do not notice that idle connections were ended', async () => {
  const opened = await there();
  const { db } = opened;
  const many = () => Promise.all(Array.from({ length: 6 }, () => db.selectFrom('cas').select('id').execute()));
  await many();
  await endAll(opened);
  await many();
  await endAll(opened);
  const begun = Array.from({ length: 6 }, () =>
    db.transaction().execute((trx) => trx.selectFrom('cas').select('id').execute()),
  );
  expect(await Promise.all(begun)).toHaveLength(6);
});

test.skipIf(!engine)(
  'a transaction that lost its connection was not done; one that lost it at COMMIT may have been',
  async () => {
    const opened = await there();
    const { db } = opened;
    const before = db.transaction().execute(async (trx) => {
      await sql`create table never (n int)`.execute(trx);
      await endAll(opened);
      await sql`insert into never values (1)`.execute(trx);
    });
    expect(faultOf(await before.catch((error: unknown) => error))).toBe('gone');
    const at = db.transaction().execute(async (trx) => {
      await sql`create table perhaps (n int)`.execute(trx);
      await endAll(opened);
    });
    await expect(at).rejects.toBeInstanceOf(OutcomeUnknown);
    expect((await sql<{ never: unknown }>`select to_regclass('never') as never`.execute(db)).rows).toEqual([
      { never: null },
    ]);
  },
);

test.skipIf(!engine)('a plan that a migration of a newer node made stale is made anew, unseen', async () => {
  const { db } = await there();
  // What the test before ended is noticed by reading, not by a statement that writes.
  await Promise.all(Array.from({ length: 6 }, () => db.selectFrom('cas').select('id').execute()));
  await sql`create table grown (a int)`.execute(db);
  await db.connection().execute(async (session) => {
    for (let i = 0; i < 4; i += 1) await sql`select * from grown where a = ${i}`.execute(session);
  });
  await sql`alter table grown add column b int`.execute(db);
  const all = Array.from({ length: 12 }, () => sql`select * from grown where a = ${1}`.execute(db));
  expect(await Promise.all(all)).toHaveLength(12);
});

test.skipIf(!engine)('the host that takes writes is found among several, and found again', async () => {
  const opened = await there();
  const client = clientOf(['postgres://nobody@127.0.0.1:1/x', opened.url], true);
  const pool = new pg.Pool({ Client: client });
  await expect(pool.query('select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  expect((await pool.query('select 1 as n')).rows).toEqual([{ n: 1 }]);
  await pool.end();
  const name = new URL(opened.url.replace('postgresql:///', 'postgresql://x/')).pathname.slice(1);
  await onServer(opened.url, `alter database ${name} set default_transaction_read_only = on`);
  try {
    const alone = new pg.Pool({ Client: clientOf([opened.url], true) });
    await expect(alone.query('select 1')).rejects.toBeInstanceOf(ReadOnlyHost);
    await alone.end();
    const reading = await openDatabase({ databaseUrl: opened.url, poolSize: 2 });
    await reading.db.selectFrom('cas').select('id').execute();
    const write = await sql`create table refused (n int)`.execute(reading.db).catch((error: unknown) => error);
    expect(faultOf(write)).toBe('read_only');
    await reading.close();
  } finally {
    await onServer(
      opened.url.replace('?', '?options=-cdefault_transaction_read_only%3Doff&'),
      `alter database ${name} reset default_transaction_read_only`,
    );
  }
});
