import { refuseHalf } from './backup/mark.ts';
import { type Config, readConfig } from './config.ts';
import { lockDataDir } from './db/lock.ts';
import { openDatabase } from './db/open.ts';
import { openHolders } from './keys/root/holders.ts';
import { probe } from './listen.ts';
import { createLog } from './logging.ts';
import { createMetrics } from './metrics/metrics.ts';
import { openTracing } from './traces/open.ts';

export interface RunningServer {
  readonly config: Config;
  readonly ports: { readonly portal: number; readonly console: number; readonly metrics: number };
  /** Custodians have to open it; until then it answers nothing but that. */
  readonly isSealed: boolean;
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
  let isSealed = false;
  const closeAll = async () => {
    for (const closeOne of closers.splice(0).toReversed()) await closeOne();
  };
  try {
    const { dataDir, databaseUrl, database } = config;
    const lock = lockDataDir(dataDir);
    closers.push(() => lock.release());
    refuseHalf(dataDir);
    const held = openHolders(config);
    closers.push(() => held.close());
    await probe(config.metrics.host, config.metrics.port);
    for (const { port } of [config.portal, config.console, config.api])
      if (port !== undefined) await probe(config.host, port);
    // The database opens in its own thread while this one reads the rest of the program.
    const watch = { metrics: createMetrics(), traces: await openTracing(config) };
    closers.push(() => watch.traces.close());
    const opening = openDatabase({ dataDir, databaseUrl, database, log, watch, ...(onLost && { onLost }) });
    closers.push(async () => (await opening.catch(() => undefined))?.close());
    const { assemble } = await import('./assemble.ts');
    const sealed = Promise.withResolvers<void>();
    const ending = new AbortController();
    const onSealed = () => {
      isSealed = true;
      sealed.resolve();
    };
    const sealing = { signal: ending.signal, onSealed };
    const assembling = assemble(config, held, await opening, { log, watch }, closers, sealing);
    await Promise.race([assembling, sealed.promise]);
    if (isSealed) goOn(assembling, ending, closers, onLost);
  } catch (error) {
    await closeAll();
    throw error;
  }
  const ports = { portal: config.portal.port, console: config.console.port, metrics: config.metrics.port };
  let closing: Promise<void> | undefined;
  return { config, ports, isSealed, close: () => (closing ??= closeAll()) };
}

/** Custodians open it when they come; what fails then ends the process, as a database that dies does. */
function goOn(
  assembling: Promise<void>,
  ending: AbortController,
  closers: Closers,
  onLost: ((error: Error) => void) | undefined,
): void {
  const gone = assembling.catch((error: unknown) => {
    if (!ending.signal.aborted)
      onLost?.(error instanceof Error ? error : new Error('the server could not be assembled'));
  });
  closers.push(async () => {
    ending.abort(new Error('the server ends'));
    await gone;
  });
}
