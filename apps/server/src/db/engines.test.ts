import { sql } from 'kysely';
import { afterEach, describe, expect, test } from 'vitest';
import { testEngines } from './engines.ts';
import { migrate } from './migrate.ts';
import type { OpenDatabase } from './open.ts';

const opened: OpenDatabase[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((o) => o.close()));
});

describe.each(testEngines())('$name', (engine) => {
  test('a test database is migrated', async () => {
    const one = await engine.open();
    opened.push(one);
    expect(one.engine).toBe(engine.name);
    expect(await migrate(one)).toEqual([]);
  });

  test('two test databases do not see each other', async () => {
    const [one, two] = await Promise.all([engine.open(), engine.open()]);
    opened.push(one, two);
    await one.db.insertInto('cas').values({ id: '01980000-0000-7000-8000-000000000001', code: 'a' }).execute();
    expect(await two.db.selectFrom('cas').selectAll().execute()).toEqual([]);
  });

  test('an empty test database holds no table', async () => {
    const one = await engine.openEmpty();
    opened.push(one);
    const { rows } = await sql<{ n: number }>`select count(*) as n from pg_tables where schemaname = 'public'`.execute(
      one.db,
    );
    expect(rows).toEqual([{ n: 0 }]);
  });
});
