import type { Logger } from 'pino';
import { watchAudit } from './audit/watch.ts';
import { findOrMakeCa } from './ca.ts';
import type { Config } from './config.ts';
import { createContext } from './context.ts';
import { migrate } from './db/migrate.ts';
import type { OpenDatabase } from './db/open.ts';
import { createJobs } from './jobs/jobs.ts';
import { checkMasterKey } from './keys/check.ts';
import type { PortalKey } from './keys/portal.ts';
import { listenAt } from './listen.ts';
import { createMetrics } from './metrics/metrics.ts';
import { serveMetrics } from './metrics/serve.ts';
import { watchRetention } from './retention/watch.ts';
import { createSide } from './serve.ts';
import { keepConnected } from './sms/connect.ts';
import { createProviders } from './sms/providers/create.ts';
import { requireTemplates } from './sms/providerTemplates.ts';
import { watchMessages } from './sms/watch.ts';
import type { Closers } from './start.ts';
import { registerWork } from './work.ts';

/** Puts the parts together over an open database, and listens. @throws {StartFault} with one sentence for a person. */
export async function assemble(
  config: Config,
  keys: { readonly master: Buffer; readonly portal: PortalKey },
  opened: OpenDatabase,
  log: Logger,
  closers: Closers,
): Promise<void> {
  requireTemplates(config);
  const { db, engine } = opened;
  await migrate(opened);
  await checkMasterKey(db, keys.master);

  const clock = () => new Date();
  const jobs = createJobs({ db, engine, clock, log });
  const caId = await findOrMakeCa(db, config.caCode);
  const ctx = createContext({ config, db, log, caId, clock, masterKey: keys.master, portalKey: keys.portal, jobs });
  const providers = createProviders(ctx);
  registerWork(jobs, ctx, providers);
  closers.push(() => ctx.documentReader.close());
  if (config.demoFile !== undefined) await (await import('./demo/seed.ts')).seedDemo(ctx, config.demoFile);

  const metrics = createMetrics();
  watchMessages(metrics.registry, ctx);
  watchAudit(metrics.registry, ctx);
  watchRetention(metrics.registry, ctx);
  let isReady = true;
  const metricsServer = await serveMetrics(metrics, config.metricsPort);
  closers.push(() => metricsServer.close());
  for (const name of ['portal', 'console', 'api'] as const) {
    const { port } = config[name];
    if (port === undefined) continue;
    const app = await createSide(ctx, name, { metrics, isReady: () => isReady });
    closers.push(() => app.close());
    await listenAt(config.host, port, (at) => app.listen(at));
  }
  await jobs.start();
  closers.push(() => jobs.stop());
  closers.push(keepConnected(ctx, providers));
  closers.push(() => {
    isReady = false;
  });
  log.info({ portal: config.portal.origin, console: config.console.origin, engine }, 'started');
}
