import { spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { appendFileSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { answerErrors } from '../refusal.ts';
import { type Inbox, openInbox } from './inbox.ts';
import { phoneRoutes } from './routes.ts';

const key = 'test-key';
const sms = { id: 'a-1', to: '19900000001', template: 'code_register', text: '【演示】验证码 123456' };
const seconds = (later: number) => String(Math.floor(Date.now() / 1000) + later);
let folder: string;
let path: string;
let inbox: Inbox;
let app: FastifyInstance;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jiesuo-inbox-'));
  path = join(folder, 'sim', 'messages.jsonl');
  inbox = openInbox(path);
  app = Fastify();
  answerErrors(app);
  app.register(phoneRoutes, { inbox, key });
});
afterEach(async () => {
  await app.close();
  inbox.close();
  rmSync(folder, { recursive: true, force: true });
});

function send(message: unknown, { timestamp = seconds(0), by = key, changed = '' } = {}) {
  const body = JSON.stringify(message);
  const signature = createHmac('sha256', by).update(`${timestamp}.${body}`).digest('hex');
  return app.inject({
    method: 'POST',
    url: '/gateway/sms',
    headers: {
      'content-type': 'application/json',
      'x-timestamp': timestamp,
      'x-signature': `v1=${signature}`,
      'x-idempotency-key': sms.id,
    },
    body: body + changed,
  });
}
const order = (fault: unknown) => app.inject({ method: 'POST', url: '/gateway/faults', body: fault as object });
const messages = async () => (await app.inject({ url: '/phone/messages?to=19900000001' })).json() as unknown[];

test('a signed message arrives, and the same again is told to be fine and kept once', async () => {
  expect((await send(sms)).headers['x-message-id']).toBe('sim-a-1');
  expect((await send(sms)).statusCode).toBe(200);
  expect(await messages()).toEqual([{ ...sms, at: expect.any(String) }]);
  expect((await app.inject({ url: '/phone/messages?to=19900000002' })).json()).toEqual([]);
});

test('another message under a known id is refused', async () => {
  await send(sms);
  expect((await send({ ...sms, text: 'other' })).statusCode).toBe(409);
});

test.each([
  ['another key', { by: 'other-key' }],
  ['a changed body', { changed: ' ' }],
  ['an old time', { timestamp: seconds(-360) }],
  ['a time to come', { timestamp: seconds(360) }],
  ['no time', { timestamp: 'now' }],
])('%s is refused and nothing is kept', async (_what, options) => {
  expect((await send(sms, options)).statusCode).toBe(401);
  expect(await messages()).toEqual([]);
});

test.each([
  ['an unknown field', { ...sms, more: 1 }],
  ['no number', { ...sms, to: '123' }],
  ['no text', { ...sms, text: '' }],
])('%s is no message', async (_what, message) => {
  expect((await send(message)).statusCode).toBe(400);
});

test('faults strike as many messages as ordered', async () => {
  await order({ next: '500', count: 1 });
  expect((await send(sms)).statusCode).toBe(500);
  await order({ next: '429', count: 2 });
  expect((await send(sms)).statusCode).toBe(429);
  expect((await send(sms)).statusCode).toBe(429);
  expect(await messages()).toEqual([]);
  await order({ next: 'delay', count: 1, delayMs: 50 });
  const before = Date.now();
  expect((await send(sms)).statusCode).toBe(200);
  expect(Date.now() - before).toBeGreaterThanOrEqual(49);
  expect((await order({ next: 'fire' })).statusCode).toBe(400);
});

test('a cut connection keeps nothing, or keeps all, as the fault says', async () => {
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const post = (id: string) => {
    const body = JSON.stringify({ ...sms, id });
    const timestamp = seconds(0);
    const signature = createHmac('sha256', key).update(`${timestamp}.${body}`).digest('hex');
    return fetch(`${url}/gateway/sms`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-timestamp': timestamp,
        'x-signature': `v1=${signature}`,
        'x-idempotency-key': id,
      },
      body,
    });
  };
  await order({ next: 'drop' });
  await expect(post('dropped')).rejects.toThrow();
  await order({ next: 'answer_lost' });
  await expect(post('unanswered')).rejects.toThrow();
  expect(inbox.list().map((message) => message.id)).toEqual(['unanswered']);
});

test('a killed process loses no message that was acknowledged', () => {
  const program = `
    import { openInbox } from ${JSON.stringify(new URL('inbox.ts', import.meta.url).href)};
    openInbox(process.argv[1]).store(${JSON.stringify({ ...sms, id: 'kept' })}, new Date());
    process.kill(process.pid, 'SIGKILL');
  `;
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', program, path]);
  expect(run.signal).toBe('SIGKILL');
  const again = openInbox(path);
  expect(again.list('19900000001').map((message) => message.id)).toEqual(['kept']);
  again.close();
});

test('half a line that a kill left is cut off, and the next message is whole', () => {
  inbox.store(sms, new Date());
  appendFileSync(path, '{"id":"half","to":"1990');
  const again = openInbox(path);
  again.store({ ...sms, id: 'next' }, new Date());
  again.close();
  const third = openInbox(path);
  expect(third.list().map((message) => message.id)).toEqual(['next', 'a-1']);
  third.close();
  expect(statSync(path).mode & 0o777).toBe(0o600);
});
