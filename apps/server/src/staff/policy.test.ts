import { sessionPolicyShape } from '@jiesuo/contract/console';
import { expect, test } from 'vitest';
import { isAllowed, policyFrom } from './policy.ts';

test('an empty list allows every address', () => {
  expect(isAllowed([], '203.0.113.9')).toBe(true);
  expect(isAllowed([], 'not an address')).toBe(true);
});

test('a list allows its addresses and blocks, of either family, and nothing beside', () => {
  const list = ['203.0.113.0/24', '198.51.100.7', '2001:db8:1::/48'];
  for (const inside of ['203.0.113.0', '203.0.113.255', '::ffff:203.0.113.9', '198.51.100.7', '2001:db8:1:ffff::1'])
    expect([inside, isAllowed(list, inside)]).toEqual([inside, true]);
  for (const outside of ['203.0.112.255', '203.0.114.0', '198.51.100.8', '2001:db8:2::1', '::1', '127.0.0.1', '', 'x'])
    expect([outside, isAllowed(list, outside)]).toEqual([outside, false]);
});

test('a list holds addresses and blocks only', () => {
  const fits = (block: string) =>
    sessionPolicyShape.safeParse({ idleMinutes: 15, absoluteHours: 10, allowList: [block] }).success;
  for (const good of ['10.0.0.0/8', '10.1.2.3', '::1', '2001:DB8::/32', ' 192.0.2.0/24 '])
    expect([good, fits(good)]).toEqual([good, true]);
  for (const bad of ['10.0.0.0/33', '10.0.0', 'localhost', '2001:db8::/129', '', '10.0.0.0/8,10.1.0.0/16', '*'])
    expect([bad, fits(bad)]).toEqual([bad, false]);
});

test('a kept policy that no longer fits counts as never set', () => {
  expect(policyFrom({ idleMinutes: 1, absoluteHours: 10, allowList: [] })).toEqual(policyFrom(undefined));
  expect(policyFrom(undefined)).toEqual({ idleMinutes: 15, absoluteHours: 10, allowList: [] });
});
