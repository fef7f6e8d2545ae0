import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { openDoor } from './backup/door.ts';
import { findOrMakeCa } from './ca.ts';
import type { Config } from './config.ts';
import { createContext } from './context.ts';
import { migrate } from './db/migrate.ts';
import type { OpenDatabase } from './db/open.ts';
import { drain } from './drain.ts';
import { createJobs } from './jobs/jobs.ts';
import { checkRootKey } from './keys/check.ts';
import { loadPortalKey } from './keys/portal.ts';
import { beginRoot } from './keys/root/begin.ts';
import { tellUnsealed } from './keys/root/change.ts';
import type { Held } from './keys/root/holders.ts';
import { keepRoot } from './keys/root/keep.ts';
import { shareKeys } from './keys/shared.ts';
import { waitSealed } from './keys/shares/sealed.ts';
import { listenAt } from './listen.ts';
import { createHealth } from './metrics/health.ts';
import { watchProcess } from './metrics/process.ts';
import { serveMetrics } from './metrics/serve.ts';
import { watchAll } from './metrics/watch.ts';
import { createSide } from './serve.ts';
import { keepConnected } from './sms/connect.ts';
import { createProviders } from './sms/providers/create.ts';
import { requireTemplates } from './sms/providerTemplates.ts';
import type { Closers } from './start.ts';
import type { Watch } from './traces/watch.ts';
import { version } from './version.ts';
import { registerWork } from './work.ts';

/** Puts the parts together over an open database, and listens. @throws {StartFault} with one sentence for a person. */
export async function assemble(
  config: Config,
  held: Held,
  opened: OpenDatabase,
  { log, watch }: { readonly log: Logger; readonly watch: Watch },
  closers: Closers,
  sealing: { readonly signal: AbortSignal; readonly onSealed: () => void },
): Promise<void> {
  requireTemplates(config);
  const { db, engine } = opened;
  await migrate(opened);

  const clock = () => new Date();
  const begun = await beginRoot(db, config, held, clock());
  const rootOpened = begun.opened ? begun.opened : await waitSealed(config, begun.wraps, { clock, ...sealing });
  const unsealed = 'marks' in rootOpened ? rootOpened : undefined;
  if (unsealed) await checkRootKey(db, unsealed.root);
  const graceSeconds = config.vault.hsm?.graceSeconds ?? 0;
  const kept = keepRoot(rootOpened, { db, log, clock, graceSeconds });
  closers.push(() => kept.close());
  const { keyring } = kept;
  await shareKeys({ db, dataDir: config.dataDir, keyring, clock });
  const portalKey = loadPortalKey(config.dataDir);
  const jobs = createJobs({ db, engine, clock, log, watch });
  const caId = await findOrMakeCa(db, config.caCode);
  const ctx = createContext({ config, db, log, caId, clock, masterKey: keyring, portalKey, jobs, watch });
  if (unsealed) await tellUnsealed(ctx, unsealed.set, unsealed.marks);
  const providers = createProviders(ctx);
  registerWork(jobs, ctx, providers);
  closers.push(() => ctx.documentReader.close());
  if (config.demoFile !== undefined) await (await import('./demo/seed.ts')).seedDemo(ctx, config.demoFile);

  let isOpen = true;
  const health = createHealth(ctx, () => isOpen);
  const { registry } = watch.metrics;
  watchProcess(registry, { version, engine });
  watchAll(registry, ctx, opened, health);
  const metricsServer = await serveMetrics(watch.metrics, health, config.metrics);
  closers.push(() => metricsServer.close());
  const apps: FastifyInstance[] = [];
  for (const name of ['portal', 'console', 'api'] as const) {
    const { port } = config[name];
    if (port === undefined) continue;
    const app = await createSide(ctx, name, { health });
    apps.push(app);
    closers.push(() => app.close());
    await listenAt(config.host, port, (at) => app.listen(at));
  }
  if (engine === 'embedded') closers.push(await openDoor(ctx));
  await jobs.start();
  closers.push(keepConnected(ctx, providers));
  const onBegin = () => {
    isOpen = false;
  };
  closers.push(() => drain({ apps, jobs, log, pauseSeconds: config.drainSeconds, onBegin }));
  log.info({ portal: config.portal.origin, console: config.console.origin, engine }, 'started');
}
