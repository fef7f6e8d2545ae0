import { expect, test } from 'vitest';
import { paths, patterns, safeReturn } from './paths.ts';

test('after log-in the page of before is shown again', () => {
  expect(safeReturn(paths.order('CA20260102ABCDEF'))).toBe('/orders/CA20260102ABCDEF');
  expect(safeReturn(paths.queue)).toBe('/reviews');
});

test.each([
  '//evil.example',
  '/\\evil.example',
  'https://evil.example',
  'javascript:alert(1)',
  '/\t/evil',
  '/a//evil',
  7,
  undefined,
])('log-in never leads to another site: %s', (claimed) => {
  expect(safeReturn(claimed)).toBe(patterns.home);
});

test('log-in does not lead back to log-in', () => {
  expect(safeReturn(paths.logIn())).toBe(patterns.home);
});
