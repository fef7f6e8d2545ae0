import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask, CODE, PORTAL, startTestBridge } from '../gate/test-window.ts';
import type { Bridge } from '../start.ts';

let bridge: Bridge;
beforeAll(async () => {
  bridge = await startTestBridge();
});
afterAll(() => bridge.close());
const post = (label: string, path: string, body: object = {}, headers: Record<string, string> = {}) =>
  ask(bridge.port, `/window/${path}`, { label, body: JSON.stringify(body), headers });

test('a window that only said hello is shown no UKey', async () => {
  const label = 'looking000000001';
  expect((await post(label, 'look', { seen: '' })).status).toBe(410);
  expect((await post(label, 'hello', { code: CODE })).status).toBe(200);
  expect((await post(label, 'look', { seen: '' })).body).toBe('{"code":"ended"}');
});

test('a change is begun, and UKeys are shown, only to the window’s own script', async () => {
  const label = 'changing00000001';
  const others: readonly Record<string, string>[] = [
    { origin: PORTAL },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-dest': 'document' },
  ];
  for (const headers of others) expect((await post(label, 'change/begin', {}, headers)).status).toBe(403);
  expect((await ask(bridge.port, '/window/change/begin', { label, method: 'GET' })).status).toBe(405);
  expect((await post(label, 'look', { seen: '' })).status).toBe(410);
  const begun = await post(label, 'change/begin');
  expect([begun.status, Object.keys(JSON.parse(begun.body) as object)]).toEqual([200, ['id', 'sealKey', 'prompt']]);
  const sight = JSON.parse((await post(label, 'look', { seen: '' })).body) as object;
  expect(Object.keys(sight)).toEqual(['seen', 'isComplete', 'ukeys', 'conditions']);
});

test('the window of a change is no pairing, and a pairing’s none of a change', async () => {
  const change = 'changing00000002';
  await post(change, 'change/begin');
  expect((await post(change, 'hello', { code: CODE })).body).toBe('{"code":"used"}');
  for (const path of ['allow', 'next']) expect((await post(change, path)).status).toBe(410);
  const pairing = 'changing00000003';
  await post(pairing, 'hello', { code: CODE });
  for (const path of ['change/risk', 'change/begin']) expect((await post(pairing, path)).status).toBeGreaterThan(400);
  expect((await post(pairing, 'change/choose', { slot: 'virtual-1' })).status).toBe(410);
});

test('a UKey that is not there is said, and no PIN is taken for it', async () => {
  const label = 'changing00000004';
  await post(label, 'change/begin');
  const chosen = JSON.parse((await post(label, 'change/choose', { slot: 'virtual-1' })).body) as { stage: string };
  expect(chosen.stage).toBe('stopped');
  const typed = await ask(bridge.port, '/window/change/pin', {
    label,
    body: Buffer.alloc(200),
    headers: { 'content-type': 'application/octet-stream' },
  });
  expect(typed.status).toBe(410);
});
