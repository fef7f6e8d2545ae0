import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { console as contract } from '@jiesuo/contract/console';
import { findOrMakeCa } from '../../../apps/server/src/ca.ts';
import { readConfig } from '../../../apps/server/src/config.ts';
import { createContext } from '../../../apps/server/src/context.ts';
import { migrate } from '../../../apps/server/src/db/migrate.ts';
import { openDatabase } from '../../../apps/server/src/db/open.ts';
import { createJobs } from '../../../apps/server/src/jobs/jobs.ts';
import { loadMasterKey } from '../../../apps/server/src/keys/master.ts';
import { loadPortalKey } from '../../../apps/server/src/keys/portal.ts';
import { createLog } from '../../../apps/server/src/logging.ts';
import { createSide } from '../../../apps/server/src/serve.ts';
import { logInStaff } from '../../../apps/server/src/trial/people.ts';
import { createDoor } from '../../../apps/server/src/trial/visitor.ts';
import { openCluster } from '../../../e2e/faults/cluster.ts';
import { now, seedDesk } from './seed.ts';

// The review desk on PostgreSQL: few orders beside very many, asked in turns. Writes what each call took, in milliseconds, into a file.
const [file = '', few = '', many = '', reviewers = '', rounds = ''] = process.argv.slice(2);

async function openDesk(databaseUrl: string, count: number) {
  const dataDir = mkdtempSync(join(tmpdir(), 'jiesuo-bench-'));
  const config = readConfig({ DATA_DIR: dataDir, DATABASE_URL: databaseUrl, REQUESTS_PER_MINUTE: '1000000' });
  const opened = await openDatabase({ dataDir, databaseUrl });
  await migrate(opened);
  const log = createLog('silent');
  const clock = () => now;
  const ctx = createContext({
    config,
    db: opened.db,
    log,
    caId: await findOrMakeCa(opened.db, config.caCode),
    clock,
    masterKey: loadMasterKey(config),
    portalKey: loadPortalKey(dataDir),
    jobs: createJobs({ db: opened.db, engine: opened.engine, clock, log }),
  });
  await seedDesk(ctx, opened.script, count);
  const app = await createSide(ctx, 'console', {});
  const door = createDoor(app, contract, config.console.origin, () => '');
  const staff = [];
  for (let n = 0; n < Number(reviewers); n += 1) staff.push(await logInStaff(ctx, door, ['reviewer']));
  return {
    staff,
    release: () =>
      ctx.db
        .updateTable('orders')
        .set({ assigned_to: null, assigned_until: null })
        .where('assigned_to', 'is not', null)
        .execute(),
    async close() {
      await app.close();
      await opened.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
type Desk = Awaited<ReturnType<typeof openDesk>>;

async function timed<T>(into: number[], run: () => Promise<T>): Promise<T> {
  const since = performance.now();
  const answer = await run();
  into.push(performance.now() - since);
  return answer;
}

/** One after another: the next order, and its review opened. */
async function openEach(desk: Desk, into: number[]): Promise<void> {
  for (const one of desk.staff)
    await timed(into, async () => {
      const { number } = await one.ok('reviews.next', {});
      const order = await one.ok('reviews.inspect', { number });
      if (!order.isMine || order.earlier.length === 0) throw new Error('another order than was to be measured');
    });
  await desk.release();
}

/** All at once. @throws Error when two get the same. */
async function askTogether(desk: Desk, into: number[]): Promise<void> {
  const given = await Promise.all(desk.staff.map((one) => timed(into, () => one.ok('reviews.next', {}))));
  if (new Set(given.map(({ number }) => number)).size !== given.length) throw new Error('two reviewers got one order');
  await desk.release();
}

const cluster = openCluster();
try {
  const [small, large] = [
    await openDesk(await cluster.database('few'), Number(few)),
    await openDesk(await cluster.database('many'), Number(many)),
  ];
  const took = { few: [] as number[], many: [] as number[], together: [] as number[], counts: [] as number[] };
  // The first round warms caches and connections, and is not counted.
  for (let round = 0; round <= Number(rounds); round += 1) {
    if (round === 1) for (const times of Object.values(took)) times.length = 0;
    await openEach(small, took.few);
    await openEach(large, took.many);
    await askTogether(large, took.together);
    const [first] = large.staff;
    if (first) await timed(took.counts, () => first.ok('reviews.counts', {}));
  }
  writeFileSync(file, JSON.stringify(took));
  await small.close();
  await large.close();
  process.stdout.write('measured\n');
} finally {
  cluster.close();
}
