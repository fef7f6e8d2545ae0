import { findOrMakeCa } from '../../apps/server/src/ca.ts';
import { readConfig } from '../../apps/server/src/config.ts';
import { type Context, createContext } from '../../apps/server/src/context.ts';
import { type OpenDatabase, openDatabase } from '../../apps/server/src/db/open.ts';
import { onServer } from '../../apps/server/src/db/testing/databases.ts';
import { createJobs } from '../../apps/server/src/jobs/jobs.ts';
import { loadMasterKey } from '../../apps/server/src/keys/master.ts';
import { loadPortalKey } from '../../apps/server/src/keys/portal.ts';
import { createLog } from '../../apps/server/src/logging.ts';
import { openCluster } from '../../e2e/faults/cluster.ts';
import { measureReset } from '../figures/reset.ts';
import { type Ground, openGround } from '../ground/ground.ts';
import { openWorld } from '../ground/world.ts';
import { seed } from './seed.ts';

/** An installation on PostgreSQL with its demo and one real reset, and databases of as many orders as asked for that are copies of its. */
export interface Installation {
  readonly ground: Ground;
  /** @returns a database of that many orders. */
  seeded(count: number): Promise<Seeded>;
  close(): Promise<void>;
}
export interface Seeded {
  readonly url: string;
  readonly ctx: Context;
  readonly script: OpenDatabase['script'];
  readonly seconds: number;
  close(): Promise<void>;
}

export async function openInstallation(): Promise<Installation> {
  const cluster = openCluster(true);
  const origin = await cluster.database('origin');
  const ground = await openGround(origin);
  const world = await openWorld(ground);
  await measureReset(ground, world, 1);
  await world.stop();
  return {
    ground,
    async seeded(count) {
      const since = performance.now();
      await onServer(cluster.url, `create database of_${count} template origin`);
      const url = origin.replace('/origin?', `/of_${count}?`);
      const opened = await openDatabase({ databaseUrl: url });
      const ctx = await contextOf(ground, url, opened);
      await seed(ctx, opened.script, url, count);
      const seconds = (performance.now() - since) / 1000;
      return { url, ctx, script: opened.script, seconds, close: () => opened.close() };
    },
    async close() {
      await ground.close();
      cluster.close();
    },
  };
}

async function contextOf(ground: Ground, databaseUrl: string, { db, engine }: OpenDatabase): Promise<Context> {
  const config = readConfig({ ...ground.env, DATABASE_URL: databaseUrl });
  const log = createLog('silent');
  const clock = () => new Date();
  return createContext({
    config,
    db,
    log,
    caId: await findOrMakeCa(db, config.caCode),
    clock,
    masterKey: loadMasterKey(config),
    portalKey: loadPortalKey(config.dataDir),
    jobs: createJobs({ db, engine, clock, log }),
  });
}
