import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { plant } from '../sow.ts';
import { freePorts } from '../world.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const script = (name: string): string => new URL(`../../scripts/start/${name}.js`, import.meta.url).href;

export type ProgramName = 'sim' | 'server' | 'bridge';
interface Program {
  readonly name: ProgramName;
  readonly file: string;
  readonly env: Readonly<Record<string, string>>;
  readonly ready: object;
}
interface Child {
  readonly pid: number | undefined;
  readonly isGone: () => boolean;
  readonly exited: Promise<void>;
  readonly kill: () => void;
  readonly stop: () => Promise<void>;
  readonly sentence: () => string;
}
interface Plan {
  readonly ports: Readonly<Record<string, number>>;
  readonly dataDir: string;
  readonly logs: string;
  readonly demoFile: string;
  readonly gatewaysFile: string;
  readonly bridgeFile: string;
  readonly portalKeyFile: string;
  readonly origins: { readonly portal: string; readonly console: string; readonly sim: string };
}
/** What `npm start` itself is made of (scripts/start). */
interface Starting {
  readonly programsOf: (plan: Plan) => readonly Program[];
  readonly writeBridgeFile: (plan: Plan) => void;
  readonly startChild: (program: Program, to: { readonly logs: string; readonly isLoud: boolean }) => Child;
  readonly untilReady: (program: Program, isOver: () => boolean) => Promise<void>;
}
async function loadStarting(): Promise<Starting> {
  const files = ['plan', 'bridge-file', 'child', 'ground'].map(async (name) => (await import(script(name))) as object);
  return Object.assign({}, ...(await Promise.all(files))) as Starting;
}

export interface Options {
  readonly env?: Readonly<Record<string, string>>;
  /** Fields that replace those of the bridge's configuration. */
  readonly bridge?: Readonly<Record<string, unknown>>;
  /** The port by which browsers reach the portal where something stands in front of it. */
  readonly portalFront?: number;
  /** Where the sim's UKeys wait; any free port unless told. */
  readonly cardPort?: number;
}

/** Sim, server and bridge as `npm start` starts them, each to be killed and started by itself. */
export interface Programs {
  readonly portal: string;
  readonly console: string;
  readonly sim: string;
  readonly dataDir: string;
  /** The sim's world, with every secret in it. */
  readonly demoFile: string;
  readonly ports: Readonly<Record<'PORTAL_PORT' | 'SIM_PORT' | 'BRIDGE_PORT' | 'CARD_PORT', number>>;
  start(...names: ProgramName[]): Promise<void>;
  /** SIGKILL, and gone when it resolves. */
  kill(name: ProgramName): Promise<void>;
  /** Neither it nor its children get the processor until `meanwhile` is over, as when a computer sleeps. */
  sleep(name: ProgramName, meanwhile: () => Promise<unknown>): Promise<void>;
  /** Kills it and starts it on the same data. */
  restart(name: ProgramName): Promise<void>;
  /** Other fields for the bridge's configuration, from its next start on. */
  configure(bridge: Readonly<Record<string, unknown>>): void;
  /** Puts the clocks of server and sim forward, or back. */
  advance(seconds: number): void;
  /** By the clocks of server and sim. */
  now(): Date;
  /** Stops all in good order and keeps the data. */
  halt(): Promise<void>;
  /** `halt`, and the data is gone. */
  stop(): Promise<void>;
}

export async function startPrograms({ env = {}, bridge = {}, portalFront, cardPort }: Options = {}): Promise<Programs> {
  let own = bridge;
  const starting = await loadStarting();
  const names = ['PORTAL_PORT', 'CONSOLE_PORT', 'SIM_PORT', 'BRIDGE_PORT', 'CARD_PORT', 'METRICS_PORT'] as const;
  const free = await freePorts(names.length);
  const ports = Object.fromEntries(names.map((name, i) => [name, free[i] as number])) as Record<
    (typeof names)[number],
    number
  >;
  if (cardPort !== undefined) ports.CARD_PORT = cardPort;
  const dataDir = mkdtempSync(join(tmpdir(), 'jiesuo-faults-'));
  if (env['DATABASE_URL'] === undefined) plant(dataDir);
  const origins = {
    portal: `http://localhost:${portalFront ?? ports.PORTAL_PORT}`,
    console: `http://localhost:${ports.CONSOLE_PORT}`,
    sim: `http://localhost:${ports.SIM_PORT}`,
  };
  const plan: Plan = {
    ports,
    dataDir,
    logs: join(dataDir, 'logs'),
    demoFile: join(dataDir, 'demo', 'demo.json'),
    gatewaysFile: join(dataDir, 'demo', 'gateways.json'),
    bridgeFile: join(dataDir, 'demo', 'bridge.json'),
    portalKeyFile: join(dataDir, 'keys', 'portal.pub'),
    origins,
  };
  mkdirSync(plan.logs, { recursive: true });
  const clock = join(dataDir, 'clock');
  let aheadMs = 0;
  writeFileSync(clock, '0');
  const ahead = { NODE_OPTIONS: `--import=${new URL('clock.js', import.meta.url).href}`, FAULTS_CLOCK: clock };
  const programs = new Map(starting.programsOf(plan).map((program) => [program.name, program]));
  const children = new Map<ProgramName, Child>();
  await build();

  async function start(name: ProgramName): Promise<void> {
    const program = programs.get(name);
    if (!program) throw new Error(`there is no program ${name}`);
    if (name === 'bridge') {
      starting.writeBridgeFile(plan);
      const config = JSON.parse(readFileSync(plan.bridgeFile, 'utf8')) as object;
      writeFileSync(plan.bridgeFile, JSON.stringify({ ...config, ...own }));
    }
    const always = {
      PORTAL_ORIGIN: origins.portal,
      REQUESTS_PER_MINUTE: '6000',
      // Its customers have no page that could do the work.
      CAPTCHA: 'off',
      // Reading every paper takes more work than all the rest.
      DOCUMENT_CHECKS_AT_ONCE: '0',
      ...(name === 'bridge' ? {} : ahead),
    };
    const child = starting.startChild(
      { ...program, env: { ...program.env, ...always, ...env } },
      { logs: plan.logs, isLoud: false },
    );
    children.set(name, child);
    await starting.untilReady(program, child.isGone);
    if (child.isGone()) throw new Error(`${name}: ${child.sentence()}`);
  }
  async function kill(name: ProgramName): Promise<void> {
    const child = children.get(name);
    children.delete(name);
    child?.kill();
    await child?.exited;
  }
  async function halt(): Promise<void> {
    for (const child of [...children.values()].reverse()) await child.stop();
    children.clear();
  }

  return {
    ...origins,
    dataDir,
    demoFile: plan.demoFile,
    ports,
    async start(...wanted) {
      for (const name of wanted) await start(name);
    },
    kill,
    async sleep(name, meanwhile) {
      const group = children.get(name)?.pid;
      if (group === undefined) throw new Error(`${name} does not run`);
      process.kill(-group, 'SIGSTOP');
      try {
        await meanwhile();
      } finally {
        process.kill(-group, 'SIGCONT');
      }
    },
    async restart(name) {
      await kill(name);
      await start(name);
    },
    configure(next) {
      own = next;
    },
    advance(seconds) {
      aheadMs += seconds * 1000;
      // In one go: a clock that is read half written would run backwards.
      writeFileSync(`${clock}.new`, String(aheadMs));
      renameSync(`${clock}.new`, clock);
    },
    now: () => new Date(Date.now() + aheadMs),
    halt,
    async stop() {
      await halt();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

let building: Promise<unknown> | undefined;
/** Once for all the products of a process. */
const build = (): Promise<unknown> =>
  (building ??= promisify(execFile)(process.execPath, ['scripts/build.js'], { cwd: root }));

/** The demo's world: parts, admin PINs, passwords. */
export interface Demo {
  readonly parts: Readonly<Record<string, string>>;
  readonly ukeys: readonly { readonly serial: string; readonly adminPin: string; readonly certificate: string }[];
  readonly staff: readonly { readonly name: string; readonly password: string }[];
}
export function readDemo({ demoFile }: Pick<Programs, 'demoFile'>): Demo {
  if (!existsSync(demoFile)) throw new Error('the sim has made no demo yet');
  return JSON.parse(readFileSync(demoFile, 'utf8')) as Demo;
}
