import { v7 as uuid } from 'uuid';
import { expect } from 'vitest';
import { handle } from '../operation.ts';
import { oneEngine } from '../trial.ts';
import { startSession } from './sessions.ts';

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
  { handlers: [] },
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
        return {
          id,
          mobile: '-',
          organisation: '-',
          contact: '-',
          email: null,
          noticeMail: null,
          createdAt: act.now.toISOString(),
        };
      }),
    ],
  },
);
