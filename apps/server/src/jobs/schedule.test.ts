import { expect, test } from 'vitest';
import { ATTEMPTS_MAX, nextRun, retryAt } from './schedule.ts';

const now = new Date('2026-03-01T10:00:00Z');

test('a time of day is meant in Shanghai', () => {
  expect(nextRun('18:30', now).toISOString()).toBe('2026-03-01T10:30:00.000Z');
  expect(nextRun('03:30', now).toISOString()).toBe('2026-03-01T19:30:00.000Z');
});

test('a time of day that is now means tomorrow', () => {
  expect(nextRun('18:00', now).toISOString()).toBe('2026-03-02T10:00:00.000Z');
});

test('a rhythm that names no time is refused', () => {
  for (const wrong of [0, -1, Number.NaN, '24:00', '12:60'] as const)
    expect(() => nextRun(wrong, now)).toThrow(RangeError);
});

test('the waits double from 5 seconds and never pass an hour', () => {
  const waits = Array.from({ length: 14 }, (_, i) => (retryAt(i + 1, now).getTime() - now.getTime()) / 1000);
  expect(waits.slice(0, ATTEMPTS_MAX)).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560]);
  expect(Math.max(...waits)).toBe(3600);
});
