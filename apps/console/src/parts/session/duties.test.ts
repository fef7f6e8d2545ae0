import { expect, test } from 'vitest';
import { pagesFor } from './duties.ts';

const keysFor = (...roles: Parameters<typeof pagesFor>[0][number][]) => pagesFor(roles).map(({ key }) => key);

test('each duty sees its own pages only', () => {
  expect(keysFor('finance')).toEqual(['orders', 'payments', 'refunds', 'moneyIssues', 'bills']);
  expect(keysFor('key_custodian')).toEqual(['ukeys', 'custody']);
  expect(keysFor('reviewer')).toEqual(['queue', 'orders', 'ukeys', 'settings']);
  expect(keysFor('administrator')).toEqual(['sms', 'settings', 'notices', 'staff']);
});

test('nobody without a duty sees a page', () => {
  expect(keysFor()).toEqual([]);
});
