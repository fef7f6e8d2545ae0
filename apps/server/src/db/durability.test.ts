import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSession } from './embedded/session.ts';
import { openDatabase } from './open.ts';

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'jiesuo-durable-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

test('every commit asks the disk to keep it', async () => {
  const path = join(dir, 'counted');
  mkdirSync(path);
  const session = await startSession({ dir: path });
  await session.query('create table t (n int)');
  const before = await session.fsyncs();
  for (let n = 0; n < 50; n += 1) await session.query('insert into t values ($1)', [n]);
  expect(await session.fsyncs()).toBeGreaterThanOrEqual(before + 50);
  const beforeCheckpoint = await session.fsyncs();
  await session.query('checkpoint');
  expect(await session.fsyncs()).toBeGreaterThan(beforeCheckpoint + 1);
  await session.close();
  await expect(session.query('select 1')).rejects.toThrow('stopped');
});

test('what was answered is there after kill -9', { timeout: 240_000 }, async () => {
  const dataDir = join(dir, 'killed');
  let floor = 0;
  for (let round = 0; round < 5; round += 1) {
    const acked = await writeUntilKilled(dataDir, 150 + round * 70);
    const opened = await openDatabase({ dataDir });
    const [row] = await opened.script(
      'select count(distinct a.n) as pairs, max(a.n) as last, (select count(*) from b) as b, count(*) as a from a join b using (n)',
    );
    await opened.close();
    const last = Number(row?.['last'] ?? 0);
    expect(last).toBeGreaterThanOrEqual(acked);
    // No gap, no half of a transaction, no row twice.
    expect(row).toEqual({ pairs: last, last, a: last, b: last });
    expect(acked).toBeGreaterThan(floor);
    floor = last;
  }
  expect(statSync(join(dataDir, 'db')).mode & 0o777).toBe(0o700);
});

/** A process that counts up in transactions over two tables and says each number when it was committed. Returns the last it said. */
async function writeUntilKilled(dataDir: string, ms: number): Promise<number> {
  const program = `import { openDatabase } from ${JSON.stringify(new URL('./open.ts', import.meta.url).href)};
    import { writeSync } from 'node:fs';
    const { db, script } = await openDatabase({ dataDir: ${JSON.stringify(dataDir)} });
    await script('create table if not exists a (n int primary key); create table if not exists b (n int primary key)');
    let n = (await script('select coalesce(max(n), 0) as n from a'))[0].n;
    for (;;) {
      n += 1;
      await db.transaction().execute(async (trx) => {
        await trx.insertInto('a').values({ n }).execute();
        await trx.insertInto('b').values({ n }).execute();
      });
      writeSync(1, n + '\\n');
      if (n % 60 === 0) await script('checkpoint');
    }`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  await Promise.race([once(child.stdout, 'data'), once(child, 'close')]);
  if (child.exitCode !== null) throw new Error('the writer ended by itself');
  await new Promise((resolve) => setTimeout(resolve, ms));
  child.kill('SIGKILL');
  await once(child, 'close');
  return Number(said.slice(0, said.lastIndexOf('\n')).split('\n').at(-1));
}
