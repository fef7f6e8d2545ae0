import { expect, test } from 'vitest';
import { clockOf, exactTimeOf, waitOf } from './times.ts';
import { en } from './words/en.ts';
import { zh } from './words/zh.ts';

test('times are told by the clock of Shanghai', () => {
  expect(exactTimeOf('2026-01-31T16:05:09.000Z')).toBe('2026-02-01 00:05:09');
  expect(clockOf('2026-01-31T04:05:09.000Z')).toBe('12:05');
});

test('a wait is told in the largest units that matter', () => {
  expect(waitOf(0, zh)).toBe('0 分钟');
  expect(waitOf(200, zh)).toBe('3 小时 20 分钟');
  expect(waitOf(180, en)).toBe('3 h');
  expect(waitOf(1500, en)).toBe('1 d 1 h');
});
