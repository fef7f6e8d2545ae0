import { expect, test, vi } from 'vitest';
import { testEngines } from './engines.ts';
import { openDatabase } from './open.ts';

const engine = testEngines().find((each) => each.name === 'postgres');

test.skipIf(!engine)('connections that the server ends cost their queries, not the process', async () => {
  const opened = await engine?.open();
  if (!opened) throw new Error('no PostgreSQL');
  const own =
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()';
  const during = opened.db.transaction().execute(async (trx) => {
    await trx.selectFrom('cas').selectAll().execute();
    await opened.script(own);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await trx.selectFrom('cas').selectAll().execute();
  });
  await expect(during).rejects.toThrow();
  expect(await opened.script('select 1 as n')).toEqual([{ n: 1 }]);
  await opened.close();
});

test('a server that is not there is one sentence, without the password', async () => {
  const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn(), debug: vi.fn() };
  const error: unknown = await openDatabase({ databaseUrl: 'postgres://u:hunter2@127.0.0.1:1/x', log }).catch(
    (e: unknown) => e,
  );
  expect(error).toMatchObject({ name: 'StartFault' });
  expect(String(error)).not.toContain('hunter2');
});
