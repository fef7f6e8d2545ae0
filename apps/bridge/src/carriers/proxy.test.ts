import { spawn } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';

const proxied: string[] = [];
let proxy: Server;
let target: Server;
const at = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const listening = (server: Server) => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));

beforeAll(async () => {
  proxy = createServer((request, response) => {
    proxied.push(`GET ${request.url}`);
    response.end('by the proxy');
  });
  proxy.on('connect', (request, socket) => {
    proxied.push(`CONNECT ${request.url}`);
    const onwards = connect((target.address() as AddressInfo).port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      onwards.pipe(socket).pipe(onwards);
    });
    for (const one of [socket, onwards]) one.on('error', () => socket.destroy());
  });
  target = createServer((_, response) => response.end('direct'));
  await Promise.all([listening(proxy), listening(target)]);
});
afterAll(() => {
  proxy.close();
  target.close();
});

/** In a process of its own: the setting is for a whole process. */
function fetched(url: string, settings: Record<string, string>): Promise<string> {
  const script = `
    const { honourProxy } = await import(${JSON.stringify(new URL('./proxy.ts', import.meta.url).href)});
    const isHonoured = honourProxy(JSON.parse(process.argv[1]));
    process.stdout.write(isHonoured ? await fetch(process.argv[2]).then((r) => r.text(), (e) => 'no: ' + e.name) : 'refused');`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, JSON.stringify(settings), url], {
    env: {},
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let said = '';
  child.stdout.on('data', (piece: Buffer) => {
    said += piece.toString();
  });
  return new Promise((resolve) => child.on('close', () => resolve(said)));
}

test('without settings the portal is dialled directly', async () => {
  expect(await fetched(at(target), {})).toBe('direct');
});
test('HTTPS_PROXY is asked for a tunnel to a portal', async () => {
  await fetched('https://reset.example.cn:8443/', { HTTPS_PROXY: at(proxy) });
  expect(proxied).toContain('CONNECT reset.example.cn:8443');
});
test.each(['HTTP_PROXY', 'http_proxy'])('%s is used, and NO_PROXY goes round it', async (name) => {
  const before = proxied.length;
  expect(await fetched(at(target), { [name]: at(proxy), NO_PROXY: '127.0.0.1' })).toBe('direct');
  expect(proxied).toHaveLength(before);
  await fetched(at(target), { [name]: at(proxy) });
  expect(proxied).toHaveLength(before + 1);
});
test('settings that nobody can use are told, not passed over', async () => {
  expect(await fetched(at(target), { HTTPS_PROXY: 'not a proxy' })).toBe('refused');
});
