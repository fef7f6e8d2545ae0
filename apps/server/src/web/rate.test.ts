import { expect, test } from 'vitest';
import { oneEngine } from '../trial.ts';
import { createRate, networkOf } from './rate.ts';

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
  { env: { REQUESTS_PER_MINUTE: '5' } },
);

test('an IPv6 household counts as one caller', () => {
  expect(networkOf('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2::/64');
  expect(networkOf('2001:db8::1')).toBe('2001:db8:0:0::/64');
  expect(networkOf('::ffff:192.0.2.1')).toBe('192.0.2.1');
  const rate = createRate(1, () => false);
  const now = new Date(0);
  rate.count('2001:db8:1:2::1', now);
  expect(() => rate.count('2001:db8:1:2:ffff::1', now)).toThrow('too_many_requests');
});
