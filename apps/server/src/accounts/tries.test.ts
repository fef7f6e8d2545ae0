import { expect, test } from 'vitest';
import { everyEngine } from '../trial.ts';
import { countTry, forgetOldTries, type TryFacts, waitSeconds } from './tries.ts';

const none: TryFacts = {
  pair: 0,
  subject: 0,
  address: 0,
  pairAgo: Number.POSITIVE_INFINITY,
  addressAgo: Number.POSITIVE_INFINITY,
};

test.each([
  [4, 0],
  [5, 30],
  [6, 60],
  [7, 120],
  [10, 900],
  [200, 900],
])('after %i wrong tries in a row the next waits %i seconds', (pair, seconds) => {
  expect(waitSeconds({ ...none, pair, pairAgo: 0 })).toBe(seconds);
});

test('an attack from many addresses slows each of them at its second try, and a new address not at all', () => {
  expect(waitSeconds({ ...none, subject: 500, pair: 1, pairAgo: 0 })).toBe(30);
  expect(waitSeconds({ ...none, subject: 500 })).toBe(0);
});

test('one address that sprays many subjects is slowed', () => {
  expect(waitSeconds({ ...none, address: 100, addressAgo: 10_000 })).toBe(50);
});

everyEngine('twenty tries at once from one address do not slip under the limit', async (t) => {
  const tried = { subject: 'customer:19900000001', address: '192.0.2.1', now: t.now() } as const;
  const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => countTry(t.ctx, tried)));
  expect(outcomes.filter((o) => o.status === 'fulfilled')).toHaveLength(5);
});

everyEngine('tries that no limit looks at are deleted', async (t) => {
  await countTry(t.ctx, { subject: 'customer:19900000001', address: '192.0.2.1', now: t.now() });
  t.advance(3601);
  await countTry(t.ctx, { subject: 'customer:19900000001', address: '192.0.2.1', now: t.now() });
  await forgetOldTries(t.ctx.db, t.ctx.caId, t.now());
  expect(await t.ctx.db.selectFrom('log_in_failures').selectAll().execute()).toHaveLength(1);
});

everyEngine('moving about within one IPv6 network gains nothing', async (t) => {
  const outcomes = [];
  for (let i = 0; i < 8; i++)
    outcomes.push(
      await countTry(t.ctx, { subject: 'customer:19900000001', address: `2001:db8:1:2::${i}`, now: t.now() }).then(
        () => 'counted',
        () => 'slowed',
      ),
    );
  expect(outcomes).toEqual([...Array<string>(5).fill('counted'), ...Array<string>(3).fill('slowed')]);
});
