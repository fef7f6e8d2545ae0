import { spawn } from 'node:child_process';
import { connect, createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, CODE, LABEL, PORTAL, startTestBridge } from './gate/test-window.ts';
import { PortTaken } from './listen.ts';
import type { Bridge } from './start.ts';

let bridge: Bridge;
beforeAll(async () => {
  bridge = await startTestBridge();
});
afterAll(() => bridge.close());

describe('only its own window is answered', () => {
  test.each([
    ['the loopback address', () => `127.0.0.1:${bridge.port}`],
    ['a bare localhost', () => `localhost:${bridge.port}`],
    ['a rebound name', () => `rebind.example:${bridge.port}`],
    ['a label that is too short to be random', () => `abcdefghij12345.localhost:${bridge.port}`],
    ['a label that is too long', () => `${'a'.repeat(41)}.localhost:${bridge.port}`],
    ['capitals', () => `${LABEL.toUpperCase()}.localhost:${bridge.port}`],
    ['a deeper name', () => `x.${LABEL}.localhost:${bridge.port}`],
    ['a name that only ends like ours', () => `${LABEL}.localhost.example:${bridge.port}`],
    ['another port', () => `${LABEL}.localhost:${bridge.port + 1}`],
    ['no port', () => `${LABEL}.localhost`],
    ['a trailing dot', () => `${LABEL}.localhost.:${bridge.port}`],
  ])('host: %s gets 421', async (_, host) => {
    for (const [path, method] of [
      ['/window', 'GET'],
      ['/window/portals', 'POST'],
    ] as const)
      expect((await ask(bridge.port, path, { method, headers: { host: host() } })).status).toBe(421);
  });

  test('two Host headers get 421 or are no HTTP at all', async () => {
    const answer = await raw(
      `GET /window HTTP/1.1\r\nHost: ${LABEL}.localhost:${bridge.port}\r\nHost: evil.example\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 4(00|21) /);
  });

  test.each([
    ['no Origin', { origin: undefined }],
    ['a null Origin', { origin: 'null' }],
    ['the portal as Origin', { origin: PORTAL }],
    ['another label as Origin', { origin: 'http://z9y8x7w6v5u4t3s2.localhost' }],
    ['a cross-site request', { 'sec-fetch-site': 'cross-site' }],
    ['a same-site request', { 'sec-fetch-site': 'same-site' }],
    ['a person who typed the address', { 'sec-fetch-site': 'none' }],
    ['a form that navigates', { 'sec-fetch-dest': 'document' }],
  ])('origin: a call with %s gets 403', async (_, headers) => {
    const answer = await ask(bridge.port, '/window/hello', { headers, body: JSON.stringify({ code: CODE }) });
    expect([answer.status, answer.body]).toEqual([403, '{"code":"origin"}']);
  });

  test('the window is not framed, fetched or taken as a picture', async () => {
    for (const headers of [
      { 'sec-fetch-dest': 'iframe' },
      { 'sec-fetch-dest': 'image', 'sec-fetch-mode': 'no-cors' },
      { 'sec-fetch-mode': 'cors' },
    ])
      expect((await ask(bridge.port, '/window', { method: 'GET', headers })).status).toBe(403);
  });

  test('an asset is not given to another site', async () => {
    const from = (site: string) =>
      ask(bridge.port, '/window/script/window.ts', { method: 'GET', headers: { 'sec-fetch-site': site } });
    expect((await from('cross-site')).status).toBe(403);
    expect((await from('same-origin')).status).toBe(200);
  });

  test.runIf(process.platform === 'linux' && process.getuid?.() === 0)(
    'another user of this computer gets 403',
    async () => {
      const script = `const r=require('http').get({host:'127.0.0.1',port:${bridge.port},path:'/window',headers:{host:'${LABEL}.localhost:${bridge.port}'}},(a)=>{console.log(a.statusCode);a.resume()})`;
      const child = spawn('/usr/bin/env', ['node', '-e', script], { uid: 65_534, gid: 65_534, cwd: '/' });
      let told = '';
      for await (const piece of child.stdout) told += String(piece);
      expect(told.trim()).toBe('403');
    },
  );

  test('::1 answers as 127.0.0.1 does', async () => {
    expect(bridge.addresses).toEqual(['127.0.0.1', '::1']);
    expect((await ask(bridge.port, '/window', { method: 'GET', address: '::1' })).status).toBe(200);
  });
});

describe('only what is known is answered', () => {
  test.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'GET'])('%s on a call gets 405', async (method) => {
    const answer = await ask(bridge.port, '/window/hello', { method });
    expect([answer.status, answer.headers.allow]).toEqual([405, 'POST']);
  });
  test('POST on the document gets 405', async () => {
    expect((await ask(bridge.port, '/window')).status).toBe(405);
  });
  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'application/json; charset=gbk',
    undefined,
  ])('content type %s gets 415', async (type) => {
    expect((await ask(bridge.port, '/window/portals', { headers: { 'content-type': type } })).status).toBe(415);
  });
  test('a PIN as JSON, and a compressed body, get 415', async () => {
    expect((await ask(bridge.port, '/window/pin')).status).toBe(415);
    expect((await ask(bridge.port, '/window/portals', { headers: { 'content-encoding': 'gzip' } })).status).toBe(415);
  });
  test('a body over 128 KiB gets 413, announced or not', async () => {
    const body = JSON.stringify({ ticket: 'x'.repeat(129 * 1024) });
    expect((await ask(bridge.port, '/window/ticket', { body })).status).toBe(413);
    expect(
      (await ask(bridge.port, '/window/ticket', { body, headers: { 'transfer-encoding': 'chunked' } })).status,
    ).toBe(413);
  });
  test('a sealed PIN over 1 KiB gets 413', async () => {
    const answer = await ask(bridge.port, '/window/pin', {
      body: Buffer.alloc(1025),
      headers: { 'content-type': 'application/octet-stream' },
    });
    expect(answer.status).toBe(413);
  });
  test.each([
    ['no JSON', '{'],
    ['no UTF-8', Buffer.from([0x22, 0xff, 0x22])],
    ['an unknown field', JSON.stringify({ code: CODE, admin: true })],
    ['a code of another length', JSON.stringify({ code: 'short' })],
    ['an array', '[]'],
  ])('a body of %s gets 400', async (_, body) => {
    expect((await ask(bridge.port, '/window/hello', { body })).status).toBe(400);
  });
  test('a Cookie is neither read nor set', async () => {
    const answer = await ask(bridge.port, '/window/portals', { headers: { cookie: 'portal=abc' } });
    expect([answer.status, answer.headers['set-cookie']]).toEqual([200, undefined]);
  });
  test('the window learns the configured portals', async () => {
    expect((await ask(bridge.port, '/window/portals')).body).toBe(JSON.stringify({ portals: [PORTAL] }));
  });
});

test('the document clears what an earlier holder of the port may have stored', async () => {
  expect((await ask(bridge.port, '/window', { method: 'GET' })).headers['clear-site-data']).toBe('"storage"');
});

test('every answer carries the safety headers, refusals and rubbish too', async () => {
  const answers = [
    await ask(bridge.port, '/window', { method: 'GET' }),
    await ask(bridge.port, '/window/style.css', { method: 'GET' }),
    await ask(bridge.port, '/nothing', { method: 'GET' }),
    await ask(bridge.port, '/window', { method: 'GET', headers: { host: 'evil.example' } }),
    await ask(bridge.port, '/window/hello', { headers: { origin: PORTAL } }),
  ].map(({ headers }) => headers as Record<string, string>);
  const [, ...lines] = (await raw('rubbish\r\n\r\n')).split('\r\n');
  answers.push(
    Object.fromEntries(
      lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
    ) as Record<string, string>,
  );
  for (const headers of answers) {
    expect(headers).toMatchObject({
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    });
    expect(headers['content-security-policy']).toBe(
      `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self' ${PORTAL}; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'`,
    );
    expect(headers['location'] ?? headers['access-control-allow-origin']).toBeUndefined();
  }
});

describe('one pairing for each label', () => {
  const hello = (label: string) => ask(bridge.port, '/window/hello', { label, body: JSON.stringify({ code: CODE }) });

  test('hello gives signed keys once; the same label is refused ever after', async () => {
    const first = await hello('pairing000000001');
    expect(first.status).toBe(200);
    expect(Object.keys(JSON.parse(first.body) as object)).toEqual(['hello', 'sealKey']);
    expect((await hello('pairing000000001')).body).toBe('{"code":"used"}');
    await ask(bridge.port, '/window/end', { label: 'pairing000000001' });
    expect((await hello('pairing000000001')).body).toBe('{"code":"used"}');
  });
  test('a call without hello gets 410', async () => {
    expect((await ask(bridge.port, '/window/next', { label: 'pairing000000002' })).status).toBe(410);
    expect((await ask(bridge.port, '/window/here', { label: 'pairing000000002' })).status).toBe(410);
  });
  test('a ticket that no portal signed gets 422', async () => {
    await hello('pairing000000003');
    const ticket = { payload: 'e30', signature: 'A'.repeat(86) };
    const answer = await ask(bridge.port, '/window/ticket', {
      label: 'pairing000000003',
      body: JSON.stringify({ ticket, sealed: null }),
    });
    expect([answer.status, answer.body]).toEqual([422, '{"code":"ticket_refused"}']);
    await ask(bridge.port, '/window/end', { label: 'pairing000000003' });
  });
});

test('a port that another program holds, on either address, is refused whole', async () => {
  for (const host of ['127.0.0.1', '::1', '0.0.0.0']) {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen({ host, port: 0, ipv6Only: host === '::1' }, resolve));
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await expect(startTestBridge({ port })).rejects.toThrow(PortTaken);
    // Nothing is left listening on the address that was free.
    if (host === '::1') await expect(ask(port, '/window', { method: 'GET' })).rejects.toThrow('ECONNREFUSED');
    await new Promise((resolve) => other.close(resolve));
  }
});

function raw(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect({ host: '127.0.0.1', port: bridge.port }, () => socket.write(text));
    socket.on('data', (piece) => {
      answer += String(piece);
      if (answer.includes('\r\n\r\n')) socket.destroy();
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}
