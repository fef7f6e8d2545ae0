import { expect, test } from 'vitest';
import { homeFor, pagesFor } from './duties.ts';

const keysFor = (...roles: Parameters<typeof pagesFor>[0][number][]) => pagesFor(roles).map(({ key }) => key);

test('each duty sees its own pages only', () => {
  expect(keysFor('finance')).toEqual([
    'dashboard',
    'orders',
    'payments',
    'refunds',
    'moneyIssues',
    'bills',
    'invoices',
  ]);
  expect(keysFor('key_custodian')).toEqual(['dashboard', 'ukeys', 'custody', 'integration']);
  expect(keysFor('reviewer')).toEqual([
    'dashboard',
    'queue',
    'secondReviews',
    'mobileChanges',
    'orders',
    'ukeys',
    'settings',
  ]);
  expect(keysFor('administrator')).toEqual(['dashboard', 'sms', 'settings', 'texts', 'integration', 'staff']);
});

test('nobody without a duty sees a page', () => {
  expect(keysFor()).toEqual([]);
});

test('who works off a queue begins there, who oversees begins with the overview', () => {
  expect([homeFor(['reviewer']), homeFor(['reviewer', 'supervisor'])]).toEqual(['/reviews', '/reviews']);
  expect([homeFor(['supervisor']), homeFor(['finance']), homeFor(['auditor']), homeFor(['administrator'])]).toEqual(
    Array(4).fill('/dashboard'),
  );
  expect([homeFor(['key_custodian']), homeFor([])]).toEqual(['/ukeys', undefined]);
});
