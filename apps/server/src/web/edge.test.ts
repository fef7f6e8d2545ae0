import { v7 as uuid } from 'uuid';
import { expect } from 'vitest';
import { handle } from '../operation.ts';
import { everyEngine, oneEngine } from '../trial.ts';
import { startSession } from './sessions.ts';

const options = {
  handlers: [
    handle('accounts.me', async () => {
      throw new Error('never reached');
    }),
    handle('audit.list', async () => ({ items: [], next: null })),
    handle('reviews.take', async () => {
      throw new Error('never reached');
    }),
  ],
};

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
  'the server says that it lives and that its database answers',
  async (t) => {
    for (const url of ['/healthz', '/readyz'])
      expect((await t.portal.app.inject({ url })).json()).toEqual({ status: 'ok' });
  },
  options,
);
