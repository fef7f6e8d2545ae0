import { afterEach, expect, test, vi } from 'vitest';
import { exchange, redeem } from './portal.ts';
import { Stopped } from './stopped.ts';

const A = 'https://a.example';
const B = 'https://b.example';
const hello = { payload: 'e30', signature: '' };
let clock = 0;
const patience = {
  now: () => clock,
  pause: (ms: number) => {
    clock += ms;
    return Promise.resolve();
  },
};
afterEach(() => {
  vi.unstubAllGlobals();
  clock = 0;
});

/** The network, as a script: what each call meets, the last one again and again. */
function network(...steps: (Response | 'cut')[]) {
  const seen: { url: string; init: RequestInit }[] = [];
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    seen.push({ url, init });
    const step = steps.length > 1 ? steps.shift() : steps[0];
    return step instanceof Response ? Promise.resolve(step.clone()) : Promise.reject(new TypeError('network'));
  });
  return seen;
}
const refusal = (code: string, message: string) => Response.json({ code, message }, { status: 422 });
const reason = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => (error instanceof Stopped ? error.reason : error),
  );

test('the code goes to the portal without cookies, referrer or redirects', async () => {
  const seen = network(Response.json({ ticket: hello, sealed: null }));
  expect(await redeem([A], 'code', hello, 'zh-CN', patience)).toEqual({ origin: A, ticket: hello, sealed: null });
  expect(seen[0]?.url).toBe(`${A}/api/ceremonies.redeem`);
  expect(seen[0]?.init).toMatchObject({
    credentials: 'omit',
    redirect: 'error',
    referrerPolicy: 'no-referrer',
    mode: 'cors',
    body: JSON.stringify({ code: 'code', hello }),
  });
});
test('of several portals the one that knows the code is taken', async () => {
  network(refusal('pairing_wrong', 'no'), Response.json({ ticket: hello, sealed: 'x' }));
  expect(await redeem([A, B], 'code', hello, 'en', patience)).toMatchObject({ origin: B });
});
test('a code that no portal knows ends at once', async () => {
  const seen = network(refusal('pairing_wrong', 'no'));
  expect(await reason(redeem([A, B], 'code', hello, 'en', patience))).toEqual({ trouble: 'portal_unknown' });
  expect(seen).toHaveLength(2);
});
test('another refusal is said in the portal’s own words', async () => {
  network(refusal('ceremony_live', '这个KEY正在另一处进行密码重置。'));
  expect(await reason(redeem([A], 'code', hello, 'zh-CN', patience))).toEqual({
    sentence: '这个KEY正在另一处进行密码重置。',
  });
});
test('a cut network is tried again until it comes back', async () => {
  const seen = network('cut', new Response('', { status: 502 }), 'cut', Response.json({ answer: hello }));
  expect(await exchange(A, hello, 'en', patience)).toEqual(hello);
  expect(seen).toHaveLength(4);
});
test('after 60 s without an answer it says so', async () => {
  network('cut');
  expect(await reason(exchange(A, hello, 'en', patience))).toEqual({ trouble: 'portal_gone' });
  expect(clock).toBeGreaterThan(45_000);
  expect(clock).toBeLessThanOrEqual(60_000);
});
test('a refused message is not sent again', async () => {
  const seen = network(refusal('message_refused', 'stopped'));
  expect(await reason(exchange(A, hello, 'en', patience))).toEqual({ sentence: 'stopped' });
  expect(seen).toHaveLength(1);
});
