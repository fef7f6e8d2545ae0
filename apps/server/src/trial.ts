import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StaffRole } from '@jiesuo/contract';
import { type Console, console as consoleContract } from '@jiesuo/contract/console';
import { type Integrator, integrator as integratorContract } from '@jiesuo/contract/integrator';
import { type Portal, portal as portalContract } from '@jiesuo/contract/portal';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { afterAll, test } from 'vitest';
import { findOrMakeCa } from './ca.ts';
import { readConfig } from './config.ts';
import { type Context, createContext } from './context.ts';
import { testEngines } from './db/engines.ts';
import { type Lending, lend } from './db/testing/lending.ts';
import { createJobs } from './jobs/jobs.ts';
import { loadMasterKey } from './keys/master.ts';
import { loadPortalKey } from './keys/portal.ts';
import { createLog } from './logging.ts';
import { createMetrics } from './metrics/metrics.ts';
import type { Handler } from './operation.ts';
import type { Channels } from './payments/channels/create.ts';
import { createSide } from './serve.ts';
import { noTraces, type Traces } from './traces/traces.ts';
import { during, type Leafless, watchLeaves } from './trial/leaves.ts';
import { logInCustomer, logInStaff } from './trial/people.ts';
import { createSmsReader, openGateway, type SentSms } from './trial/sms.ts';
import { createDoor, type Door, type Visitor } from './trial/visitor.ts';
import { registerWork } from './work.ts';

export type Customer = Visitor<Portal> & { readonly mobile: string; readonly password: string };
export type Staff = Visitor<Console> & { readonly staffId: string };

/** A whole server without its sockets, on a database of its own, under a clock that the test moves. */
export interface Trial {
  readonly ctx: Context;
  readonly portal: Door<Portal>;
  readonly console: Door<Console>;
  /** The side of programs; a visitor of it has no key until its headers carry one. */
  readonly api: Door<Integrator>;
  now(): Date;
  advance(seconds: number): void;
  /** Every SMS queued for that number, oldest first. */
  sms(mobile: string): Promise<SentSms[]>;
  /** A fresh account, registered and logged in through the real operations. */
  customer(): Promise<Customer>;
  /** A fresh member of staff with these duties, logged in. */
  staff(...roles: StaffRole[]): Promise<Staff>;
  /** Does all jobs that are due by the test's clock, and those that they queue; SMS go to a gateway that accepts them. @returns how many. */
  jobs(): Promise<number>;
  /** All that was logged. */
  logged(): string;
}

export interface TrialOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** Others than the product's, for tests of the frame itself. */
  readonly handlers?: readonly Handler[];
  readonly dist?: string;
  /** Gateways that the test plays itself. */
  readonly channels?: Channels;
  readonly traces?: Traces;
}

const engines = testEngines().map((engine) => ({ name: engine.name, databases: lend(engine) }));
const start = new Date('2026-03-02T01:00:00Z');

afterAll(() => Promise.all(engines.map(({ databases }) => databases.end())));

/** The same test on the embedded database and on a PostgreSQL server. */
export function everyEngine(title: string, run: (t: Trial) => Promise<void>, options: TrialOptions = {}): void {
  for (const engine of engines) test(`${title} (${engine.name})`, () => runOn(engine.databases, run, options));
}

/** For what no database decides: on the quicker one. */
export function oneEngine(title: string, run: (t: Trial) => Promise<void>, options: TrialOptions = {}): void {
  const quicker = engines.at(-1);
  if (quicker) test(title, () => runOn(quicker.databases, run, options));
}

async function runOn(databases: Lending, run: (t: Trial) => Promise<void>, options: TrialOptions): Promise<void> {
  const { trial, undeclared, leafless, close } = await openTrial(databases, options);
  try {
    await run(trial);
    // Tests of the frame bring operations of their own, which may say anything.
    if (undeclared.length > 0 && !options.handlers)
      throw new Error(`refusals that the contract does not name: ${undeclared.join(', ')}`);
    if (leafless.length > 0 && !options.handlers)
      throw new Error(`written without an audit leaf: ${[...new Set(leafless.map(tellLeafless))].join('; ')}`);
  } finally {
    await close();
  }
}

const tellLeafless = ({ act, writes }: Leafless): string => `${act}: ${writes.join(', ')}`;

async function openTrial(
  databases: Lending,
  options: TrialOptions,
): Promise<{
  trial: Trial;
  undeclared: readonly string[];
  leafless: readonly Leafless[];
  close(): Promise<void>;
}> {
  const dataDir = mkdtempSync(join(tmpdir(), 'jiesuo-trial-'));
  const gateway = await openGateway();
  const config = readConfig({
    DATA_DIR: dataDir,
    SMS_URL: gateway.url,
    CAPTCHA: 'off',
    DOCUMENT_CHECKS_AT_ONCE: '0',
    ...options.env,
  });
  const watch = { metrics: createMetrics(), traces: options.traces ?? noTraces };
  const opened = await databases.open(watch);
  await watchLeaves(opened.db);
  const leafless: Leafless[] = [];
  const tell = (one: Leafless) => void leafless.push(one);
  let now = start;
  const lines: string[] = [];
  const log = createLog(config.logLevel, { write: (line: string) => void lines.push(line) });
  const logged = () => lines.join('');
  const clock = () => now;
  const jobs = createJobs({ db: opened.db, engine: opened.engine, clock, log, watch });
  const ctx = createContext({
    config,
    db: opened.db,
    log,
    caId: await findOrMakeCa(opened.db, config.caCode),
    clock,
    masterKey: loadMasterKey(config),
    portalKey: loadPortalKey(dataDir),
    jobs,
    watch,
    ...(options.channels ? { channels: options.channels } : {}),
  });
  registerWork(
    {
      send: jobs.send,
      work: (name, handler, how) => jobs.work(name, (...args) => during(name, tell, () => handler(...args)), how),
      every: (name, rhythm, handler) =>
        jobs.every(name, rhythm, (...args) => during(name, tell, () => handler(...args))),
    },
    ctx,
  );
  const undeclared: string[] = [];
  const serve = {
    ...(options.handlers ? { handlers: options.handlers } : {}),
    ...(options.dist ? { dist: options.dist } : {}),
    onUndeclared: (operation: string, code: string) => void undeclared.push(`${operation} said ${code}`),
    onLeafless: (operation: string) => {
      throw new Error(`${operation} answered success without an audit leaf`);
    },
  };
  const portalApp = attribute(await createSide(ctx, 'portal', serve), tell);
  const consoleApp = attribute(await createSide(ctx, 'console', serve), tell);
  const apiApp = attribute(await createSide(ctx, 'api', serve), tell);
  const portal = createDoor(portalApp, portalContract, config.portal.origin, logged);
  const console = createDoor(consoleApp, consoleContract, config.console.origin, logged);
  const api = createDoor(apiApp, integratorContract, config.api.origin, logged);
  const messages = createSmsReader();
  const sms = (mobile: string) => messages.read(ctx, mobile);
  const trial: Trial = {
    ctx,
    portal,
    console,
    api,
    now: () => now,
    advance: (seconds) => {
      now = new Date(now.getTime() + seconds * 1000);
    },
    sms,
    customer: () => logInCustomer(portal, sms),
    staff: (...roles) => logInStaff(ctx, console, roles),
    async jobs() {
      await messages.remember(ctx);
      return jobs.drain();
    },
    logged,
  };
  const close = async () => {
    await Promise.all([portalApp.close(), consoleApp.close(), apiApp.close()]);
    ctx.documentReader.close();
    await opened.close();
    gateway.close();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { trial, undeclared, leafless, close };
}

/** Whatever an app does for a request, before its handler too, is done in the name of that request. */
function attribute(app: FastifyInstance, tell: (one: Leafless) => void): FastifyInstance {
  const inject = app.inject.bind(app);
  const asked = (options: string | InjectOptions) => {
    const url = typeof options === 'string' ? options : pathOf(options.url ?? options.path ?? '');
    const name = nameOf(url);
    return during(name, tell, async () => inject(options));
  };
  app.inject = asked as typeof app.inject;
  return app;
}

/** The operation, or the route without the parts that only one installation knows. */
const nameOf = (url: string): string =>
  /^\/api\/([A-Za-z0-9.]+)/.exec(url)?.[1] ?? (url.split('?')[0] ?? url).replaceAll(/[A-Za-z0-9_-]{20,}/g, '*');

const pathOf = (url: NonNullable<InjectOptions['url']>): string => (typeof url === 'string' ? url : url.pathname);
