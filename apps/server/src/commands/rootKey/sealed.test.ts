import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const launcher = fileURLToPath(new URL('../../../server.js', import.meta.url));
const dataDir = mkdtempSync(join(tmpdir(), 'jiesuo-sealed-'));
const keyFile = join(dataDir, 'given.key');
writeFileSync(keyFile, `${'5a'.repeat(32)}\n`, { mode: 0o600 });
const running: ChildProcess[] = [];
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
});

async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const at = server.address();
  server.close();
  return String(typeof at === 'object' ? at?.port : '');
}

const given = { JIESUO_KEY_FILE: keyFile };
const sharesOnly = { VAULT_UNSEAL: 'shares' };

async function run(args: readonly string[], env: Record<string, string>, input = '') {
  const child = spawn(process.execPath, [launcher, ...args], {
    env: { PATH: process.env['PATH'], DATA_DIR: dataDir, ...env },
  });
  running.push(child);
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (out += text));
  // It may end before it read everything.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out };
}

test('custodians open a sealed server, which answers nothing else before, and wrong shares open nothing', async () => {
  const made = await run(['vault', 'split', '--needed', '2', '--shares', '3'], given);
  const shares = made.out.split('\n').filter((line) => line.startsWith('JS1-'));
  expect(shares).toHaveLength(3);
  const [one = '', two = '', three = ''] = shares;

  // The file goes only after the shares were tried.
  expect((await run(['vault', 'retire'], given, `${one}\n${three}\n`)).code).toBe(0);
  expect((await run(['vault', 'status'], sharesOnly)).out).toMatch(/shares .*2\/3[\s\S]*retired/);

  const [PORTAL_PORT, CONSOLE_PORT, METRICS_PORT] = [await freePort(), await freePort(), await freePort()];
  const ports = { PORTAL_PORT, CONSOLE_PORT, METRICS_PORT };
  const server = spawn(process.execPath, [launcher, 'start'], {
    env: { PATH: process.env['PATH'], DATA_DIR: dataDir, ...sharesOnly, ...ports },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  running.push(server);
  // Read to the end: whoever stops reading breaks the server's own output.
  await new Promise<void>((done) => {
    server.stdout.setEncoding('utf8').on('data', (text: string) => text.includes('sealed') && done());
  });

  const get = async (port: string, path: string) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { connection: 'close' } });
    return [answer.status, ((await answer.json()) as { status?: string }).status];
  };
  for (const port of Object.values(ports)) {
    expect(await get(port, '/healthz')).toEqual([200, 'ok']);
    expect(await get(port, '/readyz')).toEqual([503, 'sealed']);
    expect(await get(port, '/api/settings.show')).toEqual([503, 'sealed']);
  }
  expect(statSync(join(dataDir, 'vault.sock')).mode & 0o777).toBe(0o600);

  const { code, out } = await run(['vault', 'unseal'], sharesOnly, `${one}x\n${two}\n${two}\n${three}\n`);
  for (const said of ['mistyped', '1 of 2', 'counted already', 'opened']) expect(out).toContain(said);
  expect(code).toBe(0);
  let ready: unknown[] = [];
  for (let i = 0; i < 200 && ready[0] !== 200; i++) {
    ready = await get(METRICS_PORT, '/readyz').catch(() => []);
    await new Promise((done) => setTimeout(done, 100));
  }
  expect(ready).toEqual([200, 'ok']);
  server.kill('SIGTERM');
  await once(server, 'exit');
  expect(server.exitCode).toBe(0);
});
