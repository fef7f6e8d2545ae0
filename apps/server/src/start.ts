import { findOrMakeCa } from './ca.ts';
import { type Config, readConfig } from './config.ts';
import { createContext } from './context.ts';
import { lockDataDir } from './db/lock.ts';
import { migrate } from './db/migrate.ts';
import { openDatabase } from './db/open.ts';
import { createJobs } from './jobs/jobs.ts';
import { checkMasterKey } from './keys/check.ts';
import { loadMasterKey } from './keys/master.ts';
import { loadPortalKey } from './keys/portal.ts';
import { listenAt } from './listen.ts';
import { createLog } from './logging.ts';
import { createMetrics } from './metrics/metrics.ts';
import { serveMetrics } from './metrics/serve.ts';
import { createSide } from './serve.ts';
import { registerWork } from './work.ts';

export interface RunningServer {
  readonly config: Config;
  readonly ports: { readonly portal: number; readonly console: number; readonly metrics: number };
  /** Answers what was asked, ends the jobs that run, closes the database. Calling it again waits for the same end. */
  close(): Promise<void>;
}

/**
 * Starts everything by the settings in `env`. Whatever was opened is closed again when a later step fails.
 * `onLost` is told when the embedded database died: only a new process helps.
 * @throws {StartFault} with one sentence for a person.
 */
export async function startServer(env: NodeJS.ProcessEnv, onLost?: (error: Error) => void): Promise<RunningServer> {
  const config = readConfig(env);
  const log = createLog(config.logLevel);
  const closers: (() => Promise<void> | void)[] = [];
  let isReady = true;
  const closeAll = async () => {
    isReady = false;
    for (const closeOne of closers.splice(0).toReversed()) await closeOne();
  };
  try {
    const lock = lockDataDir(config.dataDir);
    closers.push(() => lock.release());
    const masterKey = loadMasterKey(config);
    const portalKey = loadPortalKey(config.dataDir);
    const { dataDir, databaseUrl } = config;
    const opened = await openDatabase({ dataDir, databaseUrl, log, ...(onLost && { onLost }) });
    closers.push(() => opened.close());
    await migrate(opened);
    const { db, engine } = opened;
    await checkMasterKey(db, masterKey);

    const clock = () => new Date();
    const jobs = createJobs({ db, engine, clock, log });
    const caId = await findOrMakeCa(db, config.caCode);
    const ctx = createContext({ config, db, log, caId, clock, masterKey, portalKey, jobs });
    registerWork(jobs, ctx);

    const metrics = createMetrics();
    const metricsServer = await serveMetrics(metrics, config.metricsPort);
    closers.push(() => metricsServer.close());
    for (const name of ['portal', 'console'] as const) {
      const app = await createSide(ctx, name, { metrics, isReady: () => isReady });
      closers.push(() => app.close());
      await listenAt(config.host, config[name].port, (at) => app.listen(at));
    }
    await jobs.start();
    closers.push(() => jobs.stop());
    log.info({ portal: config.portal.origin, console: config.console.origin, engine }, 'started');
    const ports = { portal: config.portal.port, console: config.console.port, metrics: config.metricsPort };
    let closing: Promise<void> | undefined;
    return { config, ports, close: () => (closing ??= closeAll()) };
  } catch (error) {
    await closeAll();
    throw error;
  }
}
