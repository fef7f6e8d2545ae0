import { readReport } from '@jiesuo/models';
import { afterEach, expect, test } from 'vitest';
import { ask, PORTAL, startTestBridge } from '../gate/test-window.ts';
import type { Bridge } from '../start.ts';

let bridge: Bridge;
afterEach(() => bridge.close());
const chrome = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; canary) Chrome/130.0.0.0 Safari/537.36' };

test('a window without a pairing gets the report in its language, with the browser’s family and nothing else of it', async () => {
  bridge = await startTestBridge();
  const { status, body } = await ask(bridge.port, '/window/report', { body: '{"language":"en"}', headers: chrome });
  expect(status).toBe(200);
  const { text } = JSON.parse(body) as { text: string };
  expect(text).toMatch(/^Diagnostic report/);
  expect(readReport(text)).toMatchObject({ browser: 'Chrome 130', drivers: ['virtual'] });
  expect(text).not.toContain('canary');
});

test.each([
  ['another origin', { headers: { origin: PORTAL } }, 403],
  ['another site', { headers: { 'sec-fetch-site': 'cross-site' } }, 403],
  ['a form’s type', { headers: { 'content-type': 'text/plain' } }, 415],
  ['GET', { method: 'GET' }, 405],
  ['an unknown language', { body: '{"language":"fr"}' }, 400],
  ['an unknown field', { body: '{"language":"en","browser":"x"}' }, 400],
])('%s gets no report', async (_, changes, status) => {
  bridge = await startTestBridge();
  const answer = await ask(bridge.port, '/window/report', { body: '{"language":"en"}', ...changes });
  expect(answer.status).toBe(status);
  expect(answer.body).not.toContain('system');
});
