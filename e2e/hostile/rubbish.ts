import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import type { Dice } from '../faults/random/dice.ts';

/** One thing to throw at the bridge's port, drawn; what it should be told: at most a refusal, never 200 but for the window itself. */
export interface Rubbish {
  readonly bytes: Buffer;
  /** The window's document and its files may be had by anyone who names a fresh label: nothing in them is secret. */
  readonly isWelcome: boolean;
}

const methods = ['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'TRACE', 'CONNECT', 'get', 'PRI'] as const;
const calls = ['hello', 'ticket', 'allow', 'pin', 'next', 'here', 'end', 'portals', '', '..', '%2e%2e/', 'x'] as const;
const types = [
  'application/json',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/octet-stream',
  '',
] as const;
const origins = [
  'null',
  'https://evil.example',
  'http://localhost:8080',
  'http://127.0.0.1:17480',
  'chrome-extension://aaaa',
  '',
] as const;
const sites = ['cross-site', 'same-site', 'none', 'same-origin', ''] as const;
const bodies = [
  '',
  '{}',
  '{"code":"AAAAAAAAAAAAAAAAAAAAAA"}',
  '{"code":"AAAAAAAAAAAAAAAAAAAAAA","__proto__":{"a":1}}',
  '[]',
  'null',
  '{"answer":{"payload":"AA","signature":"AA"}}',
  '{"ticket":{"payload":"e30","signature":"AA"},"sealed":null}',
  '[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[',
  '\u0000\u0001',
] as const;

export function drawRubbish(dice: Dice, port: number): Rubbish {
  const method = dice.pick(methods);
  const label =
    dice.roll(2) === 0
      ? randomBytes(12).toString('hex')
      : dice.pick(['127', 'localhost', 'x.evil', 'aaaaaaaaaaaaaaaa.bbbb']);
  const host = dice.pick([
    `${label}.localhost:${port}`,
    `${label}.localhost`,
    `127.0.0.1:${port}`,
    `localhost:${port}`,
    'evil.example',
  ]);
  const path = `/window/${dice.pick(calls)}`.replace(/\/$/, '');
  // A page's script cannot choose Origin: a request that carries the window's own comes from the window or from another program.
  const origin = dice.pick(origins);
  const text = dice.pick(bodies);
  const body = dice.roll(12) === 0 ? Buffer.alloc(160 * 1024, text || 'x') : Buffer.from(text);
  const lines = [`${method} ${path} HTTP/1.1`, `Host: ${host}`];
  if (origin) lines.push(`Origin: ${origin}`);
  const site = dice.pick(sites);
  if (site) lines.push(`Sec-Fetch-Site: ${site}`);
  const type = dice.pick(types);
  if (type) lines.push(`Content-Type: ${type}`);
  if (dice.roll(6) === 0)
    lines.push(
      'Upgrade: websocket',
      'Connection: Upgrade',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
    );
  if (dice.roll(10) === 0) lines.push(`Host: second.localhost:${port}`);
  if (dice.roll(8) === 0) lines.push('Transfer-Encoding: chunked');
  lines.push(`Content-Length: ${dice.roll(10) === 0 ? dice.pick(['-1', '9999999999', 'x', '1, 2']) : body.length}`);
  const bytes = Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), body]);
  // Some of it is broken on the way.
  for (let turns = dice.roll(4) === 0 ? dice.roll(8) : 0; turns > 0; turns--)
    bytes[dice.roll(bytes.length)] = dice.roll(256);
  const isCut = dice.roll(10) === 0;
  return {
    bytes: isCut ? bytes.subarray(0, dice.roll(bytes.length)) : bytes,
    isWelcome: method === 'GET' || method === 'HEAD' || method === 'get',
  };
}

/** Sends the bytes as they are. @returns the status codes of what came back; none where the port only closed. */
export function throwAt(port: number, bytes: Buffer): Promise<number[]> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    let said = '';
    const finish = () => {
      socket.destroy();
      resolve([...said.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => Number(status)));
    };
    socket.setTimeout(300, finish);
    socket.on('data', (chunk: Buffer) => {
      said += chunk.toString('latin1');
      // An answer is enough; whoever keeps the connection open waits for nothing.
      if (said.includes('\r\n\r\n')) socket.setTimeout(5, finish);
    });
    socket.on('error', finish);
    socket.on('close', finish);
    socket.write(bytes);
  });
}
