import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningServer, startServer } from './main.ts';

const launcher = fileURLToPath(new URL('../server.js', import.meta.url));
const base = mkdtempSync(join(tmpdir(), 'jiesuo-main-'));
afterAll(() => rmSync(base, { recursive: true, force: true }));

async function freePorts(): Promise<Record<'PORTAL_PORT' | 'CONSOLE_PORT' | 'METRICS_PORT', string>> {
  const servers = [createServer(), createServer(), createServer()];
  const ports: string[] = [];
  for (const server of servers) {
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const at = server.address();
    ports.push(String(typeof at === 'object' ? at?.port : ''));
  }
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  const [PORTAL_PORT = '', CONSOLE_PORT = '', METRICS_PORT = ''] = ports;
  return { PORTAL_PORT, CONSOLE_PORT, METRICS_PORT };
}

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function launch(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  onOut?: (out: string, kill: () => void) => void,
): Promise<Ended> {
  const child = spawn(process.execPath, [launcher, ...args], { env: { PATH: process.env['PATH'], ...env } });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
    onOut?.(out, () => child.kill('SIGTERM'));
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  return new Promise((done) => child.on('close', (code) => done({ code, out, err })));
}

describe('a running server', () => {
  let server: RunningServer;
  let env: NodeJS.ProcessEnv;
  beforeAll(async () => {
    env = { DATA_DIR: join(base, 'running'), LOG_LEVEL: 'silent', ...(await freePorts()) };
    server = await startServer(env);
  });
  afterAll(() => server.close());
  const portal = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${server.ports.portal}${path}`, init);

  test('answers on both sides and tells its metrics by operation', async () => {
    expect((await portal('/readyz')).status).toBe(200);
    expect((await portal('/api/settings.show')).status).toBe(200);
    expect((await portal('/api/accounts.me')).status).toBe(401);
    expect((await fetch(`http://127.0.0.1:${server.ports.console}/api/staff.me`)).status).toBe(401);
    const asked = (path: string) => fetch(`http://127.0.0.1:${server.ports.metrics}${path}`);
    for (const path of ['/healthz', '/readyz']) {
      const answer = await asked(path);
      expect([answer.status, await answer.json()]).toEqual([200, { status: 'ok' }]);
    }
    expect((await asked('/constructor')).status).toBe(404);
    const metrics = await (await asked('/metrics')).text();
    expect(metrics).toMatch(/^jiesuo_database_query_duration_seconds_count\{kind="select",outcome="ok"\} [1-9]/m);
    expect(metrics).toMatch(/^jiesuo_database_connections\{state="most"\} 1$/m);
    expect(metrics).toMatch(/^jiesuo_ready 1$/m);
    expect(metrics).toContain('jiesuo_requests_total{side="portal",operation="settings.show",status="200"} 1');
    expect(metrics).toContain('jiesuo_refusals_total{side="portal",operation="accounts.me",code="log_in_required"} 1');
    expect(metrics).toContain(
      'jiesuo_request_duration_seconds_bucket{le="0.005",side="console",operation="staff.me",outcome="refused"}',
    );
  });

  test('a body that is too large is answered, not cut off', async () => {
    const answer = await portal('/api/accounts.sendCode', {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: server.config.portal.origin },
      body: ' '.repeat(1024 * 1024),
    });
    expect([answer.status, (await answer.json()).code]).toEqual([413, 'body_too_large']);
  });

  test('its data directory is not opened twice', async () => {
    const second = await launch(['start'], { ...env, ...(await freePorts()) });
    expect(second.code).toBe(1);
    expect(second.err).toMatch(
      /^数据目录 .*正被另一个进程使用.* \(the data directory .* is in use by another process.*\)\n$/,
    );
  });

  test('its port is not taken twice', async () => {
    const second = await launch(['start'], { ...env, LOG_LEVEL: 'silent', DATA_DIR: join(base, 'second') });
    expect(second.code).toBe(1);
    expect(second.err).toMatch(/^端口 \S+ 已被占用.* \(port \S+ is in use; .*\)\n$/);
  });
});

test('a server told to stop ends within ten seconds and starts again', async () => {
  const env = { DATA_DIR: join(base, 'stopped'), ...(await freePorts()) };
  for (let round = 1; round <= 2; round += 1) {
    let toldAt = 0;
    const ended = await launch(['start'], env, (out, kill) => {
      if (toldAt || !out.includes('客户门户')) return;
      toldAt = performance.now();
      kill();
    });
    expect([ended.code, ended.err]).toEqual([0, '']);
    expect(performance.now() - toldAt).toBeLessThan(10_000);
  }
}, 60_000);

test('another master key does not start on data that it cannot open', async () => {
  const env = { DATA_DIR: join(base, 'keyed'), LOG_LEVEL: 'silent', CAPTCHA: 'off', ...(await freePorts()) };
  const first = await startServer({ ...env, JIESUO_KEY: 'ab'.repeat(32) });
  const { portal } = first.ports;
  const sent = { mobile: '13800000000', purpose: 'register' };
  const headers = { 'content-type': 'application/json', origin: first.config.portal.origin };
  await fetch(`http://127.0.0.1:${portal}/api/accounts.sendCode`, {
    method: 'POST',
    headers,
    body: JSON.stringify(sent),
  });
  await first.close();
  await expect(startServer({ ...env, JIESUO_KEY: 'cd'.repeat(32) })).rejects.toThrow('neither the master key nor');
  await (await startServer({ ...env, JIESUO_KEY: 'ab'.repeat(32) })).close();
}, 60_000);

describe('a start fault is one sentence in both languages and exit code 1', () => {
  const file = join(base, 'file');
  const open = join(base, 'open.key');
  beforeAll(() => {
    mkdirSync(base, { recursive: true });
    writeFileSync(file, '');
    writeFileSync(open, 'ab'.repeat(32));
    chmodSync(open, 0o644);
  });
  test.each<[string, readonly string[], NodeJS.ProcessEnv]>([
    ['a port that is no number', ['start'], { PORTAL_PORT: 'x' }],
    ['an origin with a path', ['start'], { PORTAL_ORIGIN: 'https://ca.example/path' }],
    ['production over http', ['start'], { JIESUO_ENV: 'production' }],
    ['a data directory that is a file', ['start'], { DATA_DIR: file }],
    ['a data directory that cannot be made', ['start'], { DATA_DIR: join(file, 'inside') }],
    ['a key file that others can read', ['start'], { DATA_DIR: join(base, 'x'), JIESUO_KEY_FILE: open }],
    ['a key of the wrong length', ['start'], { DATA_DIR: join(base, 'y'), JIESUO_KEY: 'abcd' }],
    [
      'a database that does not answer',
      ['start'],
      { DATA_DIR: join(base, 'z'), DATABASE_URL: 'postgres://127.0.0.1:1/x' },
    ],
    ['a command that is not there', ['bogus'], {}],
  ])('%s', async (_title, args, env) => {
    const ended = await launch(args, { DATA_DIR: join(base, 'unused'), ...env });
    expect([ended.code, ended.out]).toEqual([1, '']);
    expect(ended.err).toMatch(/^[^\n]*[\u4e00-\u9fff][^\n]* \([^\n\u4e00-\u9fff]+\)\n$/);
  });
});

test('--help names every command in both languages', async () => {
  const ended = await launch(['--help'], {});
  expect([ended.code, ended.err]).toEqual([0, '']);
  expect(ended.out).toMatch(/start\s+启动服务.*starts the server/);
});
