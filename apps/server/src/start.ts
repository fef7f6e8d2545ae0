import { refuseHalf } from './backup/mark.ts';
import { type Config, readConfig } from './config.ts';
import { lockDataDir } from './db/lock.ts';
import { openDatabase } from './db/open.ts';
import { loadMasterKey } from './keys/master.ts';
import { loadPortalKey } from './keys/portal.ts';
import { probe } from './listen.ts';
import { createLog } from './logging.ts';
import { createMetrics } from './metrics/metrics.ts';
import { openTracing } from './traces/open.ts';

export interface RunningServer {
  readonly config: Config;
  readonly ports: { readonly portal: number; readonly console: number; readonly metrics: number };
  /** Answers what was asked, ends the jobs that run, closes the database. Calling it again waits for the same end. */
  close(): Promise<void>;
}

/** What has to be closed, in the order in which it was opened. */
export type Closers = (() => Promise<void> | void)[];

/**
 * Starts everything by the settings in `env`. Whatever was opened is closed again when a later step fails.
 * `onLost` is told when the embedded database died: only a new process helps.
 * @throws {StartFault} with one sentence for a person.
 */
export async function startServer(env: NodeJS.ProcessEnv, onLost?: (error: Error) => void): Promise<RunningServer> {
  const config = readConfig(env);
  const log = createLog(config.logLevel, undefined, config.logFormat);
  const closers: Closers = [];
  const closeAll = async () => {
    for (const closeOne of closers.splice(0).toReversed()) await closeOne();
  };
  try {
    const { dataDir, databaseUrl } = config;
    const lock = lockDataDir(dataDir);
    closers.push(() => lock.release());
    refuseHalf(dataDir);
    const keys = { master: loadMasterKey(config), portal: loadPortalKey(dataDir) };
    await probe(config.metrics.host, config.metrics.port);
    for (const { port } of [config.portal, config.console, config.api])
      if (port !== undefined) await probe(config.host, port);
    // The database opens in its own thread while this one reads the rest of the program.
    const watch = { metrics: createMetrics(), traces: await openTracing(config) };
    closers.push(() => watch.traces.close());
    const opening = openDatabase({ dataDir, databaseUrl, log, watch, ...(onLost && { onLost }) });
    closers.push(async () => (await opening.catch(() => undefined))?.close());
    const { assemble } = await import('./assemble.ts');
    await assemble(config, keys, await opening, { log, watch }, closers);
  } catch (error) {
    await closeAll();
    throw error;
  }
  const ports = { portal: config.portal.port, console: config.console.port, metrics: config.metrics.port };
  let closing: Promise<void> | undefined;
  return { config, ports, close: () => (closing ??= closeAll()) };
}
