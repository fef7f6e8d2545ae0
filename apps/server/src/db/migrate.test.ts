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

  test('a file that fails leaves nothing of itself, and those before it stay', async () => {
    const opened = await keep(engine.openEmpty());
    const broken = file('002-broken', 'insert into a values (1); select 1 / 0;');
    await expect(migrate(opened, [first, broken])).rejects.toMatchObject({ code: '22012' });
    expect((await sql`select * from a`.execute(opened.db)).rows).toEqual([]);
    expect(await migrate(opened, [first, second])).toEqual(['002-b']);
  });

  test('a changed file, and a database newer than the program, are refused', async () => {
    const opened = await keep(engine.openEmpty());
    await migrate(opened, [first, second]);
    await expect(migrate(opened, [file('001-a', 'other'), second])).rejects.toMatchObject({
      name: 'StartFault',
      message: expect.stringContaining('001-a'),
    });
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
