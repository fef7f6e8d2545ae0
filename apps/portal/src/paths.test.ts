import { expect, test } from 'vitest';
import { bridgeWindow, paths, randomLabel, safeReturn } from './paths.ts';

test('log-in returns only to pages of this site', () => {
  expect(safeReturn('/orders?tab=paid')).toBe('/orders?tab=paid');
  for (const hostile of [
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '/log-in?returnTo=/',
    '/a b',
    7,
    undefined,
  ])
    expect(safeReturn(hostile)).toBe('/');
});

test('the bridge window has a fresh label each time and the code only in the fragment', () => {
  const first = new URL(bridgeWindow(17480, 'A'.repeat(22), 'zh'));
  expect(first.hostname).toMatch(/^[a-z0-9]{24}\.localhost$/);
  expect(first.port).toBe('17480');
  expect(first.pathname + first.search).toBe('/window');
  expect(first.hash).toBe(`#${'A'.repeat(22)}.zh-CN`);
  expect(bridgeWindow(17480, 'change', 'en')).toMatch(/#change\.en$/);
  expect(new Set(Array.from({ length: 200 }, randomLabel)).size).toBe(200);
});

test('an order number cannot leave its place in an address', () => {
  expect(paths.order('../account')).toBe('/orders/..%2Faccount');
});
