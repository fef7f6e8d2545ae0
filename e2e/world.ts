import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { type EventEmitter, once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BrowserContext, test as base, type Page } from '@playwright/test';
import { plant } from './sow.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

export interface Sms {
  readonly to: string;
  readonly template: string;
  readonly text: string;
}
export interface UkeyFacts {
  readonly serial: string;
  readonly label: string;
  readonly isPlugged: boolean;
  /** SHA-256 of the certificate's DER, lower-case hex. */
  readonly fingerprint: string;
}

/** One whole product, started as a newcomer starts it, on ports and data of its own. */
export interface World {
  readonly portal: string;
  readonly console: string;
  /** Where programs with an API key call. */
  readonly api: string;
  readonly sim: string;
  readonly bridgePort: number;
  readonly cardPort: number;
  readonly dataDir: string;
  readonly env: NodeJS.ProcessEnv;
  /** Every SMS to that number, newest first. */
  sms(to: string): Promise<Sms[]>;
  /** The newest code sent to that number, waited for; `after` is how many messages there were before. */
  code(to: string, after?: number): Promise<string>;
  staffLogIn(name: string): Promise<{ name: string; password: string; totp: string }>;
  /** Plugs exactly these UKeys in. */
  plug(...serials: string[]): Promise<void>;
  ukeys(): Promise<UkeyFacts[]>;
  verifyPin(serial: string, pin: string): Promise<boolean>;
  stop(): Promise<void>;
}

/** Below what systems hand out by themselves (Linux: from 32768): neither an outgoing connection nor a port of 0 is ever found here. */
const ports = { first: 20_000, count: 12_000 };
const kept: Socket[] = [];

/** Ports that nobody listens at, and that are this process's until it ends: a program that is killed finds its port again. */
export async function freePorts(count: number): Promise<number[]> {
  const found: number[] = [];
  while (found.length < count) {
    const port = ports.first + randomInt(ports.count);
    if (await keep(port)) found.push(port);
  }
  return found;
}
/** Held by a UDP socket of the same number, which leaves TCP to our programs: two runs that ask at the same time get different ones. */
async function keep(port: number): Promise<boolean> {
  const holder = createSocket('udp4').unref();
  const isOurs = await heldBy(holder, () => holder.bind({ address: '127.0.0.1', port, exclusive: true }));
  for (const host of ['127.0.0.1', '::1']) {
    const server = createServer();
    const isFree = isOurs && (await heldBy(server, () => server.listen({ host, port, exclusive: true })));
    if (isFree) await new Promise((done) => server.close(done));
    else if (host === '127.0.0.1') {
      holder.close();
      return false;
    }
  }
  kept.push(holder);
  return true;
}
const heldBy = (what: EventEmitter, take: () => void): Promise<boolean> =>
  new Promise((resolve) => {
    what.once('listening', () => resolve(true));
    what.once('error', () => resolve(false));
    take();
  });

async function ask<T>(url: string, body?: object): Promise<T> {
  const response = await fetch(
    url,
    body ? { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {},
  );
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

/** Starts `npm start`'s script and waits for its table. `env` overrides, e.g. a DATABASE_URL. */
export async function startWorld(env: NodeJS.ProcessEnv = {}, keepData?: string): Promise<World> {
  const [portal, staff, sim, bridge, card, metrics, api] = (await freePorts(7)) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const dataDir = keepData ?? mkdtempSync(join(tmpdir(), 'jiesuo-e2e-'));
  if (keepData === undefined && env['DATABASE_URL'] === undefined) plant(dataDir);
  const whole = {
    ...process.env,
    DATA_DIR: dataDir,
    PORTAL_PORT: `${portal}`,
    CONSOLE_PORT: `${staff}`,
    SIM_PORT: `${sim}`,
    BRIDGE_PORT: `${bridge}`,
    CARD_PORT: `${card}`,
    METRICS_PORT: `${metrics}`,
    API_PORT: `${api}`,
    // Reading every paper takes a third more work (risk.e2e.ts: 63 s of processor time instead of 47); read.e2e.ts has it on.
    DOCUMENT_CHECKS_AT_ONCE: '0',
    ...env,
  };
  const child = spawn(process.execPath, ['scripts/start.js'], {
    cwd: root,
    env: whole,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const heard = await started(child);
  const simUrl = `http://localhost:${sim}`;
  const sms = async (to: string) => ask<Sms[]>(`${simUrl}/phone/messages?to=${encodeURIComponent(to)}`);
  const ukeys = async () => {
    const answer = await ask<UkeyFacts[] | { ukeys: UkeyFacts[] }>(`${simUrl}/ukeys/list`);
    return Array.isArray(answer) ? answer : answer.ukeys;
  };
  return {
    portal: `http://localhost:${portal}`,
    console: `http://localhost:${staff}`,
    api: `http://localhost:${api}`,
    sim: simUrl,
    bridgePort: bridge,
    cardPort: card,
    dataDir,
    env: whole,
    sms,
    async code(to, after = 0) {
      for (let i = 0; i < 100; i++) {
        const found = await sms(to);
        const code =
          found.length > after ? /\d{6}/.exec(found[0]?.text.replace(/尾号\D*\w+/, '') ?? '')?.[0] : undefined;
        if (code) return code;
        await new Promise((r) => setTimeout(r, 200));
      }
      throw new Error('no SMS code came');
    },
    async staffLogIn(name) {
      const list = await ask<
        | { name: string; password: string; totp?: string; code?: string }[]
        | { staff: { name: string; password: string; totp?: string; code?: string }[] }
      >(`${simUrl}/staff/list`);
      const found = (Array.isArray(list) ? list : list.staff).find((one) => one.name === name);
      if (!found) throw new Error(`no demo staff ${name}`);
      return { name, password: found.password, totp: found.totp ?? found.code ?? '' };
    },
    async plug(...serials) {
      for (const ukey of await ukeys()) {
        if (ukey.isPlugged && !serials.includes(ukey.serial))
          await ask(`${simUrl}/ukeys/unplug`, { serial: ukey.serial });
        if (!ukey.isPlugged && serials.includes(ukey.serial))
          await ask(`${simUrl}/ukeys/plug`, { serial: ukey.serial });
      }
    },
    ukeys,
    verifyPin: async (serial, pin) =>
      (await ask<{ outcome: string }>(`${simUrl}/ukeys/verify`, { serial, pin })).outcome === 'right',
    async stop() {
      const endedBefore = child.exitCode !== null || child.signalCode !== null;
      if (!endedBefore) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
      const said = endedBefore ? `${heard()}\n${readLogs(dataDir)}` : '';
      if (!keepData) rmSync(dataDir, { recursive: true, force: true });
      if (endedBefore) throw new Error(`the product ended by itself (${child.exitCode ?? child.signalCode}): ${said}`);
    },
  };
}

/** Waits for the table. @returns what the product has said so far, whenever it is asked. */
function started(child: ChildProcess): Promise<() => string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('Ctrl-C')) resolve(() => said);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', (code) => reject(new Error(`npm start ended with ${code}: ${said}`)));
  });
}

export const logsOf = (world: World): string => readLogs(world.dataDir);

function readLogs(dataDir: string): string {
  return ['server', 'bridge', 'sim']
    .map((name) => readFileSync(join(dataDir, 'logs', `${name}.log`), 'utf8'))
    .join('\n');
}

export const test = base.extend<{ context: BrowserContext; page: Page }, { world: World }>({
  world: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's dependencies from this pattern.
    async ({}, use) => {
      const world = await startWorld();
      await use(world);
      await world.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});
export { expect } from '@playwright/test';
