import { v7 as uuid } from 'uuid';
import { describe, expect, test } from 'vitest';
import { handle } from '../operation.ts';
import { everyEngine, oneEngine, type Trial } from '../trial.ts';
import { languageOf } from './language.ts';
import { createRate, networkOf } from './rate.ts';
import { startSession } from './sessions.ts';

const handlers = [
  handle('accounts.sendCode', async (_input, act) =>
    act.write(async (_trx, leaf) => {
      leaf({});
      return { retryAfterSeconds: 60 };
    }),
  ),
  handle('accounts.register', async () => {
    throw new Error('never reached');
  }),
  handle('settings.show', async () => {
    throw new Error('never reached');
  }),
  handle('accounts.me', async () => {
    throw new Error('never reached');
  }),
  handle('ceremonies.exchange', async (input) => ({ answer: input.message })),
  handle('audit.list', async () => ({ items: [], next: null })),
  handle('reviews.take', async () => {
    throw new Error('never reached');
  }),
];
const options = { handlers };
const good = { mobile: '13800000000', purpose: 'register' };

/** A POST as someone else's program might send it. */
const post = (t: Trial, given: { url?: string; payload?: string | Buffer; headers?: Record<string, string> }) =>
  t.portal.app.inject({
    method: 'POST',
    url: given.url ?? '/api/accounts.sendCode',
    headers: { origin: 'http://localhost:8080', 'content-type': 'application/json', ...given.headers },
    payload: given.payload ?? JSON.stringify(good),
  });

oneEngine(
  'unknown, missing and wrong fields are refused each with its own sentence',
  async (t) => {
    const who = t.portal.visitor();
    const refusal = await who.refused('accounts.register', {
      mobile: 'x',
      code: 5,
      password: 'short',
      organisation: ' ',
      contact: 'a'.repeat(51),
      consents: { terms: 'v1', more: 1 },
      isStaff: true,
    });
    expect(refusal.code).toBe('invalid_input');
    expect(Object.fromEntries((refusal.fields ?? []).map((f) => [f.path, f.code]))).toEqual({
      mobile: 'mobile_malformed',
      code: 'wrong_type',
      password: 'password_short',
      organisation: 'required',
      contact: 'too_long',
      'consents.privacy': 'required',
      'consents.more': 'unknown_field',
      isStaff: 'unknown_field',
    });
    expect(refusal.fields?.[0]?.message).toBe('请输入 11 位中国大陆手机号。');
    who.headers['accept-language'] = 'en-GB,en;q=0.9,zh;q=0.5';
    const english = await who.refused('accounts.register', {});
    expect(english.message).toBe('Something is not filled in correctly. Please see the hints.');
    expect(english.fields?.find((f) => f.path === 'mobile')).toMatchObject({
      code: 'required',
      message: 'Please fill this in.',
    });
  },
  options,
);

oneEngine(
  'a body that is not one JSON object in UTF-8 is a clear refusal, never a fault of ours',
  async (t) => {
    const bodies = [
      '',
      '{',
      'null',
      '[]',
      '"x"',
      '1',
      '{"mobile":1e999}',
      '[['.repeat(20_000),
      Buffer.from([0x22, 0xff, 0x22]),
    ];
    for (const payload of bodies) {
      const answer = await post(t, { payload });
      expect([answer.statusCode, answer.json().code], String(payload).slice(0, 20)).toEqual([400, 'invalid_input']);
    }
    const polluted = await post(t, { payload: '{"mobile":"13800000000","purpose":"register","__proto__":{"a":1}}' });
    expect(polluted.json().fields).toMatchObject([{ path: '__proto__', code: 'unknown_field' }]);
    expect(t.logged()).not.toContain('"refusal":"internal"');
  },
  options,
);

oneEngine(
  'a body beyond 64 KiB is refused before it is read',
  async (t) => {
    const answer = await post(t, { payload: JSON.stringify({ ...good, more: 'a'.repeat(64 * 1024) }) });
    expect([answer.statusCode, answer.json().code]).toEqual([413, 'body_too_large']);
  },
  options,
);

oneEngine(
  'a body of another content type is refused',
  async (t) => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/octet-stream',
      'application/jsonx',
      '*/*',
      'x',
    ]) {
      const answer = await post(t, { headers: { 'content-type': type } });
      expect([answer.statusCode, answer.json().code], type).toEqual([415, 'unsupported_media']);
    }
    expect((await post(t, { headers: { 'content-type': 'application/json; charset=utf-8' } })).statusCode).toBe(200);
  },
  options,
);

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

everyEngine(
  'a duty that one does not have looks like a thing that is not there',
  async (t) => {
    const staffId = uuid();
    await t.ctx.db
      .insertInto('staff')
      .values({
        id: staffId,
        ca_id: t.ctx.caId,
        name: 'x',
        display_name: 'x',
        password_hash: '-',
        totp_sealed: '-',
        roles: ['auditor'],
        last_log_in_at: null,
        created_at: t.now(),
      })
      .execute();
    const { token } = await t.ctx.db
      .transaction()
      .execute((trx) => startSession(trx, t.ctx, { staffId, device: 'x', now: t.now() }));
    const auditor = t.console.visitor();
    auditor.cookies.set('console', token);
    await auditor.ok('audit.list', {});
    const forbidden = await auditor.call('reviews.take', { number: 'CA20260302AAAAAA' });
    const missing = await t.console.app.inject({
      method: 'POST',
      url: '/api/reviews.nothing',
      headers: { 'accept-language': 'zh-CN' },
    });
    const plain = (body: object) => ({ ...body, requestId: '' });
    expect(forbidden.status).toBe(missing.statusCode);
    expect(plain(forbidden.body as object)).toEqual(plain(missing.json()));
    t.advance(15 * 60);
    expect((await auditor.refused('audit.list', {})).code).toBe('log_in_required');
    const customer = t.portal.visitor();
    customer.cookies.set('portal', token);
    expect((await customer.refused('accounts.me', {})).code).toBe('log_in_required');
  },
  options,
);

oneEngine(
  'each side answers only its own contract',
  async (t) => {
    for (const [door, url] of [
      [t.portal, '/api/audit.list'],
      [t.console, '/api/accounts.me'],
    ] as const) {
      const answer = await door.app.inject({ url });
      expect([answer.statusCode, answer.json().code]).toEqual([404, 'not_found']);
    }
  },
  options,
);

oneEngine(
  'an unknown address under /api or a wrong method is a refusal in JSON',
  async (t) => {
    const asked = [
      ['GET', '/api'],
      ['GET', '/api/'],
      ['GET', '/api/nothing'],
      ['GET', '/api/accounts.sendCode'],
      ['DELETE', '/api/accounts.sendCode'],
      ['PUT', '/api/accounts.me'],
      ['HEAD', '/api/accounts.me'],
      ['POST', '/api/accounts.me'],
      ['GET', '/api/%E0%A4%A'],
      ['POST', '/'],
      ['GET', '/missing.js'],
    ] as const;
    for (const [method, url] of asked) {
      const answer = await t.portal.app.inject({ method, url, headers: { origin: 'http://localhost:8080' } });
      expect([answer.statusCode, answer.headers['content-type']], `${method} ${url}`).toEqual([
        404,
        'application/json; charset=utf-8',
      ]);
      if (method !== 'HEAD') expect(answer.json().code).toBe('not_found');
    }
  },
  options,
);

oneEngine(
  'every answer carries the security headers, and no answer of the API is stored',
  async (t) => {
    for (const url of ['/', '/api/settings.show', '/api/nothing', '/healthz']) {
      const { headers } = await t.portal.app.inject({ url });
      expect(headers, url).toMatchObject({
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
      });
      expect(String(headers['content-security-policy']).split(';')).toEqual([
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
      ]);
      expect(headers).not.toHaveProperty('strict-transport-security');
      expect(headers).not.toHaveProperty('x-powered-by');
      if (url.startsWith('/api')) expect(headers['cache-control']).toBe('no-store');
    }
  },
  options,
);

oneEngine(
  'under https the cookie is bound to its host and browsers are told to stay on https',
  async (t) => {
    const who = t.portal.visitor();
    await t.ctx.db
      .insertInto('accounts')
      .values({
        id: uuid(),
        ca_id: t.ctx.caId,
        mobile_sealed: null,
        mobile_index: null,
        password_hash: '-',
        organisation: '-',
        contact_sealed: '-',
        email_sealed: null,
        created_at: t.now(),
        removed_at: null,
      })
      .execute();
    const answer = await who.call('accounts.logIn', { mobile: '13800000000', password: 'x' });
    expect(answer.headers['set-cookie']).toMatch(
      /^__Host-portal=[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Strict$/,
    );
    expect(answer.headers['strict-transport-security']).toBe('max-age=31536000');
  },
  {
    env: { PORTAL_ORIGIN: 'https://ca.example' },
    handlers: [
      handle('accounts.logIn', async (_input, act) => {
        const { id } = await act.ctx.db.selectFrom('accounts').select('id').executeTakeFirstOrThrow();
        await act.write(async (trx, leaf) => {
          leaf({});
          const session = await startSession(trx, act.ctx, { accountId: id, device: act.device, now: act.now });
          act.cookie.set(session.token, session.expiresAt);
        });
        return { id, mobile: '-', organisation: '-', contact: '-', email: null, createdAt: act.now.toISOString() };
      }),
    ],
  },
);

oneEngine(
  'one address cannot ask without end, and is told when to come back',
  async (t) => {
    const ask = (remoteAddress: string) => t.portal.app.inject({ url: '/healthz', remoteAddress });
    for (let i = 0; i < 5; i++) expect((await ask('192.0.2.1')).statusCode).toBe(200);
    const refused = await ask('192.0.2.1');
    expect([refused.statusCode, refused.json().code, refused.headers['retry-after']]).toEqual([
      429,
      'too_many_requests',
      '60',
    ]);
    expect((await ask('192.0.2.2')).statusCode).toBe(200);
    const forged = await t.portal.app.inject({
      url: '/healthz',
      remoteAddress: '192.0.2.1',
      headers: { 'x-forwarded-for': '192.0.2.3' },
    });
    expect(forged.statusCode).toBe(429);
    t.advance(60);
    expect((await ask('192.0.2.1')).statusCode).toBe(200);
    for (let i = 0; i < 20; i++) expect((await ask('127.0.0.1')).statusCode).toBe(200);
  },
  { handlers, env: { REQUESTS_PER_MINUTE: '5' } },
);

oneEngine(
  'the OpenAPI document names every operation of its side with its roles and refusals',
  async (t) => {
    const document = (await t.console.app.inject({ url: '/api/openapi.json' })).json();
    expect(document.openapi).toMatch(/^3\./);
    expect(document.paths['/api/reviews.take'].post).toMatchObject({
      operationId: 'reviews.take',
      'x-roles': ['reviewer'],
    });
    expect(Object.keys(document.paths['/api/reviews.take'].post.responses)).toContain('409');
    expect(document.paths).not.toHaveProperty('/api/accounts.me');
    const portal = (await t.portal.app.inject({ url: '/api/openapi.json' })).json();
    const parameters = portal.paths['/api/orders.list'].get.parameters as { name: string; required: boolean }[];
    expect(parameters.map((p) => [p.name, p.required])).toEqual([
      ['tab', false],
      ['search', false],
      ['after', false],
      ['limit', false],
    ]);
  },
  options,
);

oneEngine(
  'the server says that it lives and that its database answers',
  async (t) => {
    for (const url of ['/healthz', '/readyz'])
      expect((await t.portal.app.inject({ url })).json()).toEqual({ status: 'ok' });
  },
  options,
);

describe('language', () => {
  test.each([
    [undefined, 'zh'],
    ['', 'zh'],
    ['en', 'en'],
    ['en-US,en;q=0.9', 'en'],
    ['fr,zh;q=0.5,en;q=0.4', 'zh'],
    ['zh;q=0.1, en', 'en'],
    ['fr', 'zh'],
    ['*', 'zh'],
    ['english', 'zh'],
    ['en;q=0', 'zh'],
    ['en;q=x', 'en'],
  ])('%s is answered in %s', (header, expected) => {
    expect(languageOf(header)).toBe(expected);
  });
});

test('an IPv6 household counts as one caller', () => {
  expect(networkOf('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2::/64');
  expect(networkOf('2001:db8::1')).toBe('2001:db8:0:0::/64');
  expect(networkOf('::ffff:192.0.2.1')).toBe('192.0.2.1');
  const rate = createRate(1, () => false);
  const now = new Date(0);
  rate.count('2001:db8:1:2::1', now);
  expect(() => rate.count('2001:db8:1:2:ffff::1', now)).toThrow('too_many_requests');
});
