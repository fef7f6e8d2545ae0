import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { toldNumber } from '@jiesuo/contract';
import { afterAll, expect, test } from 'vitest';
import { everyEngine, oneEngine, type Trial } from '../trial.ts';
import { openCollector } from './collectorForTests.ts';
import { openTraces } from './otel.ts';
import { isTraceparent, type Traces } from './traces.ts';

const collector = await openCollector();
const gateway = await openCollector();
afterAll(() => {
  collector.close();
  gateway.close();
});

const proxyId = 'a3ce929d0e0e47364bf92f3577b34da6';
const above = '4bf92f3577b34da6a3ce929d0e0e4736';
const traceparent = `00-${above}-00f067aa0ba902b7-01`;
const mobile = '13900000017';
const settings = { endpoint: collector.url, node: 'test', version: '0' };

/** Every engine has spans of its own: what is left is sent before they are looked at. */
const kept: { traces: Traces } = { traces: openTraces({ ...settings, ratio: 0 }) };
const traces: Traces = { begin: (...about) => kept.traces.begin(...about), close: () => kept.traces.close() };

async function askForCode(t: Trial, headers: Record<string, string>, remoteAddress = '127.0.0.1') {
  t.advance(61);
  return t.portal.app.inject({
    method: 'POST',
    url: '/api/accounts.sendCode',
    remoteAddress,
    headers: { origin: t.ctx.config.portal.origin, 'content-type': 'application/json', ...headers },
    payload: JSON.stringify({ mobile, purpose: 'register' }),
  });
}
const linesOf = (t: Trial, id: string) =>
  t
    .logged()
    .split('\n')
    .filter((line) => line.includes(id))
    .map((line) => JSON.parse(line) as Record<string, unknown>);

everyEngine(
  'one id finds the whole story: request, audit leaf, job, message, and every span under the proxy that asked',
  async (t) => {
    kept.traces = openTraces({ ...settings, ratio: 0 });
    collector.raw.length = 0;
    gateway.headers.length = 0;
    const answer = await askForCode(t, { 'x-request-id': proxyId, traceparent });
    expect([answer.statusCode, answer.headers['x-request-id']]).toEqual([200, proxyId]);
    await t.jobs();
    await kept.traces.close();

    expect(linesOf(t, proxyId).map(({ msg, operation, job }) => [msg, operation ?? job])).toEqual([
      ['answered', 'accounts.sendCode'],
      ['a message was handed over', undefined],
      ['a job ran', 'sms.send'],
    ]);
    const leaf = await t.ctx.db
      .selectFrom('audit_leaves')
      .select('entry')
      .where('entry', 'like', `%${proxyId}%`)
      .execute();
    expect(leaf).toHaveLength(1);

    const spans = collector.spans();
    expect(new Set(spans.filter((one) => one.traceId === above).map(({ name }) => name))).toEqual(
      new Set(['accounts.sendCode', 'database.transaction', 'database.statement', 'job sms.send', 'message']),
    );
    // Sampled by whom asked; what began here is not kept at ratio 0.
    expect(spans.filter((one) => one.traceId !== above)).toEqual([]);
    const find = (name: string) => spans.find((one) => one.name === name);
    const request = find('accounts.sendCode');
    expect(request).toMatchObject({
      parentSpanId: '00f067aa0ba902b7',
      attributes: { 'request.id': proxyId, side: 'portal', outcome: 'ok', 'http.response.status_code': 200 },
    });
    expect(find('job sms.send')).toMatchObject({ parentSpanId: request?.spanId, attributes: { job: 'sms.send' } });
    expect(find('message')).toMatchObject({ parentSpanId: find('job sms.send')?.spanId });
    const inside = spans.filter((one) => one.parentSpanId === find('database.transaction')?.spanId);
    expect(inside.map(({ attributes }) => attributes['kind'])).toContain('insert');
    expect(gateway.headers.map((one) => one.traceparent)).toEqual([`00-${above}-${find('message')?.spanId ?? ''}-01`]);
    const told = new Set(spans.flatMap(({ attributes }) => Object.keys(attributes)));
    expect([...told].toSorted()).toEqual([
      'attempt',
      'http.response.status_code',
      'job',
      'kind',
      'outcome',
      'provider',
      'request.id',
      'side',
      'template',
    ]);
    expect(collector.raw.join('')).not.toContain(mobile);
  },
  { env: { TRUST_PROXY: '127.0.0.1', SMS_URL: gateway.url, LOG_LEVEL: 'info' }, traces },
);

oneEngine(
  'an id from a stranger is none, and neither is one that is too strange; a refusal tells its own',
  async (t) => {
    const stranger = await askForCode(t, { 'x-request-id': proxyId, traceparent }, '203.0.113.9');
    expect(stranger.headers['x-request-id']).not.toBe(proxyId);
    for (const strange of ['short', 'x'.repeat(65), `${proxyId}\u00e9`, '{"$ne":1}--------------'])
      expect((await askForCode(t, { 'x-request-id': strange })).headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect((await askForCode(t, { traceparent })).headers['x-request-id']).toBe(above);
    const refused = await t.portal.visitor().call('accounts.me', {});
    expect(refused.body).toMatchObject({ requestId: refused.headers['x-request-id'] });
    const requestId = '019a0b6e-3c5d-7e21-9a44-0d5c1b7e2f10';
    expect(toldNumber({ code: 'internal', requestId }, 'zh')).toBe('（编号 1b7e2f10）');
    expect(toldNumber({ code: 'not_found', requestId }, 'en')).toBe('');
  },
  { env: { TRUST_PROXY: '127.0.0.1' } },
);

oneEngine(
  'a repeated job is a story of its own, and what it queues belongs to it',
  async (t) => {
    await t.jobs();
    const before = t.logged().length;
    t.advance(3600);
    await t.jobs();
    const ids = t
      .logged()
      .slice(before)
      .split('\n')
      .filter((line) => line.includes('"a job ran"'))
      .map((line) => (JSON.parse(line) as { requestId: string }).requestId);
    expect(ids.length).toBeGreaterThan(5);
    expect(new Set(ids).size).toBe(ids.length);
  },
  { env: { LOG_LEVEL: 'debug' } },
);

test('of the traces that begin here, the set part is kept', async () => {
  for (const [ratio, least, most] of [
    [0, 0, 0],
    [1, 400, 400],
    [0.25, 60, 140],
  ] as const) {
    collector.raw.length = 0;
    const some = openTraces({ ...settings, ratio });
    for (let n = 0; n < 400; n += 1) some.begin('one')?.end('ok');
    await some.close();
    const count = collector.spans().length;
    expect(count).toBeGreaterThanOrEqual(least);
    expect(count).toBeLessThanOrEqual(most);
  }
});

test('a collector that is gone costs nothing but the traces', async () => {
  const lost = openTraces({ ...settings, endpoint: 'http://127.0.0.1:9', ratio: 1 });
  lost.begin('one')?.end('ok');
  await expect(lost.close()).resolves.toBeUndefined();
});

test('a traceparent is one of version 00 with ids that are not nothing', () => {
  expect(isTraceparent(traceparent)).toBe(true);
  for (const not of [
    traceparent.toUpperCase(),
    `01${traceparent.slice(2)}`,
    `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
    `00-${above}-${'0'.repeat(16)}-01`,
    `${traceparent}-x`,
    undefined,
  ])
    expect(isTraceparent(not)).toBe(false);
});

test('OpenTelemetry is loaded by one module alone, and that one only when it is wanted', () => {
  const source = fileURLToPath(new URL('..', import.meta.url));
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((path) =>
    /(?<!\.test)\.ts$/.test(path),
  );
  const reading = (words: RegExp) => files.filter((path) => words.test(readFileSync(join(source, path), 'utf8')));
  expect(reading(/from '@opentelemetry\//)).toEqual(['traces/otel.ts']);
  expect(reading(/from '(?:\.\.?\/)+(?:traces\/)?otel\.ts'/)).toEqual([]);
  expect(reading(/await import\('\.\/otel\.ts'\)/)).toEqual(['traces/open.ts']);
});
