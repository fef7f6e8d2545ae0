import { expect } from 'vitest';
import { handle } from '../operation.ts';
import { oneEngine } from '../trial.ts';

const options = {
  handlers: [
    handle('accounts.sendCode', async (_input, act) =>
      act.write(async (_trx, leaf) => {
        leaf({});
        return { retryAfterSeconds: 60 };
      }),
    ),
    handle('ceremonies.exchange', async (input) => ({ answer: input.message })),
  ],
};
const good = { mobile: '13800000000', purpose: 'register' };

oneEngine(
  'an act called from another site, or from no page at all, is refused',
  async (t) => {
    const who = t.portal.visitor();
    for (const origin of [
      'https://evil.example',
      'null',
      'http://localhost:8081',
      'http://localhost:8080.evil.example',
      'HTTP://LOCALHOST:8080',
      undefined,
    ]) {
      who.headers['origin'] = origin;
      expect((await who.refused('accounts.sendCode', good)).code, String(origin)).toBe('cross_site');
    }
    who.headers['sec-fetch-site'] = 'cross-site';
    expect((await who.refused('accounts.sendCode', good)).code).toBe('cross_site');
    who.headers['sec-fetch-site'] = 'same-origin';
    await who.ok('accounts.sendCode', { mobile: '13800000000', purpose: 'register' });
  },
  options,
);

const message = { message: { payload: 'AA', signature: 'AA' } };
const label = 'a1b2c3d4e5f6g7h8';

oneEngine(
  'only a fresh label of localhost at the bridge port may call across origins, and never with cookies',
  async (t) => {
    const call = (origin: string | undefined, method: 'POST' | 'OPTIONS', headers: Record<string, string> = {}) =>
      t.portal.app.inject({
        method,
        url: '/api/ceremonies.exchange',
        headers: {
          ...(origin ? { origin } : {}),
          ...(method === 'POST' ? { 'content-type': 'application/json' } : {}),
          ...headers,
        },
        ...(method === 'POST' ? { payload: JSON.stringify(message) } : {}),
      });
    const window = `http://${label}.localhost:17480`;
    const answer = await call(window, 'POST');
    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({ 'access-control-allow-origin': window, vary: 'Origin' });
    expect(answer.headers).not.toHaveProperty('access-control-allow-credentials');
    const preflight = await call(window, 'OPTIONS', { 'access-control-request-private-network': 'true' });
    expect([preflight.statusCode, preflight.body]).toEqual([204, '']);
    expect(preflight.headers).toMatchObject({
      'access-control-allow-origin': window,
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'content-type',
      'access-control-allow-private-network': 'true',
    });
    expect((await call(undefined, 'POST')).statusCode).toBe(200);
    const strangers = [
      'http://localhost:17480',
      'http://localhost:8080',
      `http://${label}.localhost:17481`,
      `https://${label}.localhost:17480`,
      'http://short.localhost:17480',
      `http://${'a'.repeat(41)}.localhost:17480`,
      `http://${label}.${label}.localhost:17480`,
      `http://${label}.localhost:17480.evil.example`,
      `http://evil.example#${label}.localhost:17480`,
      `http://${label.toUpperCase()}.localhost:17480`,
      `http://${label}.localhost:17480\thttp://x`,
      'null',
    ];
    for (const origin of strangers)
      for (const method of ['POST', 'OPTIONS'] as const) {
        const refused = await call(origin, method);
        expect([refused.statusCode, refused.json().code], origin).toEqual([403, 'cross_site']);
        expect(refused.headers).not.toHaveProperty('access-control-allow-origin');
      }
    const malformed = await t.portal.app.inject({
      method: 'POST',
      url: '/api/ceremonies.exchange',
      headers: { origin: window, 'content-type': 'application/json' },
      payload: '{}',
    });
    expect([malformed.statusCode, malformed.headers['access-control-allow-origin']]).toEqual([400, window]);
  },
  options,
);

oneEngine(
  'no other operation answers a preflight',
  async (t) => {
    const answer = await t.portal.app.inject({
      method: 'OPTIONS',
      url: '/api/accounts.sendCode',
      headers: { origin: `http://${label}.localhost:17480` },
    });
    expect(answer.statusCode).toBe(404);
    expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
  },
  options,
);
