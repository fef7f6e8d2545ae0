import { createServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask, CODE, PORTAL, startTestBridge } from '../gate/test-window.ts';
import type { Bridge } from '../start.ts';
import { handOver } from './handOver.ts';

let bridge: Bridge;
let portal: ReturnType<typeof createServer>;
let origin: string;
const codes: unknown[] = [];
beforeAll(async () => {
  portal = createServer((request, response) => {
    let body = '';
    request.on('data', (piece: Buffer) => {
      body += piece.toString();
    });
    request.on('end', () => {
      codes.push(JSON.parse(body).code);
      response.writeHead(422, { 'content-type': 'application/json' });
      response.end('{"code":"pairing_wrong","message":"no"}');
    });
  });
  await new Promise<void>((resolve) => portal.listen(0, '127.0.0.1', () => resolve()));
  origin = `http://127.0.0.1:${(portal.address() as AddressInfo).port}`;
  const publicKey = Buffer.alloc(32, 7).toString('base64url');
  bridge = await startTestBridge({
    portals: [
      { origin, publicKey },
      { origin: PORTAL, publicKey },
    ],
  });
});
afterAll(async () => {
  await bridge.close();
  portal.close();
});
const post = (body: object, headers: Record<string, string> = {}) =>
  ask(bridge.port, '/window/dial', {
    body: JSON.stringify(body),
    headers,
    label: `d${'0123456789abcdef'}${Math.random().toString(36).slice(2, 8)}`,
  });

test('the bridge that listens dials with the code it is given, and tells how it ended', async () => {
  expect(await handOver(bridge.port, { code: CODE, portals: [origin] }, 'zh')).toEqual({
    stage: 'stopped',
    trouble: 'portal_unknown',
  });
  expect(codes).toEqual([CODE]);
});
test('where nobody listens, or another program does, it is told apart', async () => {
  const [free] = [
    await new Promise<number>((resolve) => {
      const server = createServer().listen(0, '127.0.0.1', () => {
        const { port } = server.address() as AddressInfo;
        server.close(() => resolve(port));
      });
    }),
  ];
  expect(await handOver(free, { code: CODE, portals: [origin] }, 'zh')).toBeUndefined();
  const other = (portal.address() as AddressInfo).port;
  expect(await handOver(other, { code: CODE, portals: [origin] }, 'zh')).toBeUndefined();
});
test('a program that says nothing, or goes away with the code, is told apart from a bridge', async () => {
  const heard: string[] = [];
  const listening = (answer: (socket: Socket) => void) =>
    new Promise<{ port: number; close: () => void }>((resolve) => {
      const server = createTcpServer((socket) => {
        socket.on('data', (bytes: Buffer) => heard.push(bytes.toString('latin1')));
        socket.on('error', () => undefined);
        answer(socket);
      }).listen(0, '127.0.0.1', () =>
        resolve({ port: (server.address() as AddressInfo).port, close: () => server.close() }),
      );
    });
  const mute = await listening(() => undefined);
  expect(await handOver(mute.port, { code: CODE, portals: [origin] }, 'zh')).toBeUndefined();
  expect(heard.join()).not.toContain(CODE);
  const rude = await listening((socket) => socket.end('220 hello\r\n'));
  expect(await handOver(rude.port, { code: CODE, portals: [origin] }, 'zh')).toBeUndefined();
  const dying = await listening((socket) => {
    socket.write('HTTP/1.1 100 Continue\r\n\r\n');
    setTimeout(() => socket.destroy(), 300);
  });
  expect(await handOver(dying.port, { code: CODE, portals: [origin] }, 'zh')).toEqual({
    stage: 'stopped',
    trouble: 'bridge_gone',
  });
  for (const server of [mute, rude, dying]) server.close();
});
test('whoever gave the code and goes away has cancelled, and nothing else is started', async () => {
  const gone = new AbortController();
  gone.abort();
  const link = { code: CODE, portals: [origin] };
  expect(await handOver(bridge.port, link, 'zh', gone.signal)).toEqual({ stage: 'failed', failure: 'cancelled' });
});
test('a portal that is not configured, a page of any origin and a body of another shape dial nothing', async () => {
  const before = codes.length;
  const body = { code: CODE, portals: [origin], language: 'zh' };
  expect((await post({ ...body, portals: ['https://evil.example'] })).status).toBe(400);
  expect((await post({ ...body, portals: [origin, 'https://evil.example'] })).status).toBe(400);
  expect((await post({ ...body, code: 'x' })).status).toBe(400);
  expect((await post({ ...body, pin: '1' })).status).toBe(400);
  for (const from of [origin, 'https://evil.example', 'null'])
    expect((await post(body, { origin: from })).status).toBe(403);
  expect((await post(body, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  expect(codes).toHaveLength(before);
});
