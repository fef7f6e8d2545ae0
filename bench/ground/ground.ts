import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
const readySeconds = 60;

export interface Program {
  readonly pid: number;
  /** Polls until the address answers with that status. @returns milliseconds since the spawn. @throws Error when it ends before. */
  answered(url: string, status?: number): Promise<number>;
  stop(): Promise<void>;
}
/** A folder, ports and programs of our own; `close` leaves nothing behind. */
export interface Ground {
  readonly folder: string;
  readonly dataDir: string;
  readonly ports: Readonly<Record<'portal' | 'console' | 'sim' | 'bridge' | 'card' | 'meter' | 'metrics', number>>;
  readonly env: Readonly<Record<string, string>>;
  run(file: string, env?: Readonly<Record<string, string>>, args?: readonly string[]): Program;
  close(): Promise<void>;
}

/** @param databaseUrl of an empty PostgreSQL; without it the server keeps its data in the folder. */
export async function openGround(databaseUrl?: string): Promise<Ground> {
  const folder = mkdtempSync(join(tmpdir(), 'jiesuo-bench-'));
  const dataDir = join(folder, 'data');
  const [portal = 0, staff = 0, sim = 0, bridge = 0, card = 0, meter = 0, metrics = 0] = await freePorts(7);
  const ports = { portal, console: staff, sim, bridge, card, meter, metrics };
  const env = {
    DATA_DIR: dataDir,
    ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
    PORTAL_PORT: String(portal),
    CONSOLE_PORT: String(staff),
    SIM_PORT: String(sim),
    BRIDGE_PORT: String(bridge),
    CARD_PORT: String(card),
    METRICS_PORT: String(metrics),
    SMS_URL: `http://127.0.0.1:${sim}/gateway/sms`,
    DEMO_FILE: join(dataDir, 'demo', 'demo.json'),
    BRIDGE_CONFIG: join(folder, 'bridge.json'),
    // One bench asks more often than any person.
    REQUESTS_PER_MINUTE: '1000000',
    // Its customers have no page that could do the work.
    CAPTCHA: 'off',
    LOG_LEVEL: 'error',
  };
  const running = new Set<Program>();
  return {
    folder,
    dataDir,
    ports,
    env,
    run(file, more = {}, args = []) {
      const program = start([file, ...args], { ...env, ...more }, join(folder, 'log'), () => running.delete(program));
      running.add(program);
      return program;
    },
    async close() {
      for (const program of [...running].reverse()) await program.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function start(
  [file = '', ...args]: readonly string[],
  env: Readonly<Record<string, string>>,
  log: string,
  gone: () => void,
): Program {
  const startedAt = performance.now();
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(root, file), ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const kept = createWriteStream(log, { flags: 'a' });
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-2000);
      kept.write(chunk);
    });
  const exited = once(child, 'exit').then(() => {
    kept.end();
    gone();
  });
  return {
    pid: child.pid ?? 0,
    async answered(url, status = 200) {
      for (;;) {
        const isThere = await fetch(url).then(
          async (response) => {
            await response.arrayBuffer();
            return response.status === status;
          },
          () => false,
        );
        if (isThere) return performance.now() - startedAt;
        if (child.exitCode !== null) throw new Error(`${file} ended: ${said}`);
        if (performance.now() - startedAt > readySeconds * 1000) throw new Error(`${file} does not answer: ${said}`);
        await wait(5);
      }
    },
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  return ports;
}
