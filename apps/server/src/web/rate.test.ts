import { expect, test, vi } from 'vitest';
import { everyEngine, oneEngine } from '../trial.ts';
import { createCounts, forgetCounts } from './counts.ts';
import { createRate, networkOf, type Rate } from './rate.ts';

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
  const rate = createRate({ name: 'test', perMinute: 1 });
  const now = new Date(0);
  rate.count('2001:db8:1:2::1', now);
  expect(() => rate.count('2001:db8:1:2:ffff::1', now)).toThrow('too_many_requests');
});

everyEngine('two nodes give a caller one share between them, and a database that is away takes nobody’s', async (t) => {
  const counts = createCounts(t.ctx);
  const nodes = [1, 2].map(() => createRate({ name: 'portal', perMinute: 100, counts })) as [Rate, Rate];
  const ask = (node: Rate) => {
    try {
      node.count('192.0.2.9', t.now());
      return 1;
    } catch {
      return 0;
    }
  };
  let given = 0;
  const mark = t.ctx.personal.index('address', 'portal 192.0.2.9');
  const counted = t.ctx.db.selectFrom('request_counts').select('requests').where('caller', '=', mark);
  const total = async () => (await counted.executeTakeFirst())?.requests;
  for (let i = 0; i < 90; i++) given += ask(nodes[0]);
  await vi.waitFor(async () => expect(await total()).toBe(90), { timeout: 20_000 });
  given += ask(nodes[1]) + ask(nodes[1]);
  await vi.waitFor(async () => expect(await total()).toBe(92), { timeout: 20_000 });
  // The sum has come back with the statement.
  await vi.waitFor(() =>
    expect(given + [...Array(20)].reduce((n: number) => n + ask(nodes[1]), 0)).toBeLessThanOrEqual(101),
  );
  expect(ask(nodes[1])).toBe(0);
  t.advance(60);
  expect(ask(nodes[1])).toBe(1);
  t.advance(300);
  await forgetCounts(t.ctx);
  expect(await total()).toBeUndefined();

  const away = createRate({ name: 'portal', perMinute: 5, counts: { add: async () => new Map() } });
  expect([...Array(8)].reduce((n: number) => n + ask(away), 0)).toBe(5);
});
