import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'vitest';
import { program } from '../apiKeys/stageForTests.ts';
import { intoValidity, registerUkey, setFee, submit } from '../orders/stageForTests.ts';
import { oneEngine } from '../trial.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const certificate = readFileSync(join(root, 'packages/certificate/vectors/valid/sm2-enterprise-uscc-utf8.der'));
const run = promisify(execFile);

const typed = `
import { createClient, type Shapes } from '@jiesuo/client';
const client = createClient({ origin: 'https://api.example.com', key: 'x' });
const order: Shapes['v1.orders.get']['output'] = await client('v1.orders.get', { number: 'CA1' });
const status: 'completed' | string = order.status;
// @ts-expect-error: there is no such field
await client('v1.orders.get', { name: status });
`;

/** As a stranger has it: built, packed, installed without a network into an empty folder, no file of this repository in reach. */
async function install(folder: string): Promise<void> {
  await run(process.execPath, [join(root, 'packages/client/build.js')]);
  const npm = { cwd: folder, env: { ...process.env, npm_config_audit: 'false', npm_config_fund: 'false' } };
  await run('npm', ['pack', '--offline', '--silent', join(root, 'packages/client/dist')], npm);
  const [tarball = ''] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
  writeFileSync(join(folder, 'package.json'), '{"private": true, "type": "module"}');
  await run('npm', ['install', '--offline', '--silent', `./${tarball}`], npm);
}

oneEngine('the published client works in an empty folder: its examples run against a real server', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'jiesuo-published-'));
  try {
    await install(folder);
    const examples = join(folder, 'node_modules/@jiesuo/client/examples');
    const example = (name: string, env: NodeJS.ProcessEnv, args: readonly string[] = [], input = '') => {
      const child = execFile(process.execPath, [join(examples, name), ...args], {
        cwd: folder,
        env: { PATH: process.env['PATH'], ...env },
      });
      child.stdin?.end(input);
      return new Promise<string>((resolve, reject) => {
        let said = '';
        child.stdout?.on('data', (part: string) => (said += part));
        child.stderr?.on('data', (part: string) => (said += part));
        child.on('close', (code) => (code === 0 ? resolve(said) : reject(new Error(`${name}: ${said}`))));
      });
    };
    await t.api.app.listen({ host: '127.0.0.1', port: 0 });
    const origin = `http://127.0.0.1:${(t.api.app.server.address() as AddressInfo).port}`;

    intoValidity(t);
    await setFee(t, 0);
    const order = await submit(t, await t.customer(), await registerUkey(t));
    const reading = await program(t, ['orders.read']);
    const listed = await example('orders.mjs', { JIESUO_ORIGIN: origin, JIESUO_KEY: reading.secret });
    expect(listed).toContain(`${order.number} in_review ${order.ukeySerial} submitted`);

    const writing = await program(t, ['ukeys.write']);
    const file = join(folder, 'ukey.pem');
    const pem = certificate.toString('base64');
    writeFileSync(file, `-----BEGIN CERTIFICATE-----\n${pem}\n-----END CERTIFICATE-----\n`);
    const register = () =>
      example(
        'register-ukey.mjs',
        { JIESUO_ORIGIN: origin, JIESUO_KEY: writing.secret },
        ['PUB0000001', 'jiesuo-virtual', file],
        'q7#Zt2!vLm9@Xc4w\n',
      );
    expect([await register(), await register()]).toEqual(['registered PUB0000001 \n', 'registered PUB0000001 \n']);

    const { named, administrator } = await program(t, ['webhooks.manage']);
    const receiver = spawn(process.execPath, [join(examples, 'webhook-receiver.mjs')], {
      cwd: folder,
      env: { PATH: process.env['PATH'], PORT: '0', WEBHOOK_SECRET: 'whsec_AAAA' },
    });
    const said: string[] = [];
    receiver.stdout.on('data', (part: Buffer) => said.push(part.toString()));
    try {
      await once(receiver.stdout, 'data');
      const port = /listening (\d+)/.exec(said.join(''))?.[1];
      const { id } = await named().ok('v1.webhooks.add', { url: `http://127.0.0.1:${port}/`, events: ['order.paid'] });
      await named().ok('v1.webhooks.test', { id });
      await t.jobs();
      // Signed with a secret that the receiver does not have: it says no, and the log shows that.
      const { items } = await administrator.ok('webhooks.deliveries', { id });
      expect(items[0]?.tries[0]?.status).toBe(400);
    } finally {
      receiver.kill();
    }
    expect(
      await example('reset-link.mjs', {}, [
        'https://portal.example.com',
        'UK1',
        'https://crm.example.com/b?x=1',
        'a-1',
      ]),
    ).toBe('https://portal.example.com/reset?ukey=UK1&return=https%3A%2F%2Fcrm.example.com%2Fb%3Fx%3D1&state=a-1\n');

    writeFileSync(join(folder, 'typed.ts'), typed);
    const compiler = join(root, 'node_modules/typescript/bin/tsc');
    const language = ['--strict', '--noEmit', '--module', 'nodenext', '--target', 'es2024', '--types', ''];
    await run(process.execPath, [compiler, '--ignoreConfig', 'typed.ts', ...language], { cwd: folder }).catch(
      (error: { stdout: string }) => expect(error.stdout).toBe(''),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
