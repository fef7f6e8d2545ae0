import { expect, test } from 'vitest';
import { medianOf, p90Of, roundedSeconds, spreadBetween } from './spread.ts';

const spreadOf = (...seconds: number[]) =>
  seconds.reduce((all, one) => all.set(one, (all.get(one) ?? 0) + 1), new Map<number, number>());

test('the median of an odd number is the middle one, of an even number the mean of two', () => {
  expect(medianOf(spreadOf(30, 10, 20))).toBe(20);
  expect(medianOf(spreadOf(40, 10, 20, 30))).toBe(25);
  expect(medianOf(spreadOf(10, 10, 10, 90))).toBe(10);
  expect(medianOf(spreadOf(7))).toBe(7);
});

test('nine of ten were done within the p90, which one of them really took', () => {
  expect(p90Of(spreadOf(1, 2, 3, 4, 5, 6, 7, 8, 9, 10))).toBe(9);
  expect(p90Of(spreadOf(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11))).toBe(10);
  expect(p90Of(spreadOf(5, 60))).toBe(60);
  expect(p90Of(spreadOf(7))).toBe(7);
});

test('of nothing there is no median', () => {
  expect([medianOf(new Map()), p90Of(new Map())]).toEqual([null, null]);
});

test('a length of time keeps three digits and is never off by a hundredth', () => {
  expect([0, 999, 1000, 1009, 12_345, 7_776_123].map(roundedSeconds)).toEqual([0, 999, 1000, 1000, 12_300, 7_770_000]);
  for (let seconds = 1; seconds < 8_000_000; seconds += 997)
    expect((seconds - roundedSeconds(seconds)) / seconds).toBeLessThan(0.01);
});

test('a clock that was set back makes no time negative', () => {
  const at = new Date('2026-03-02T01:00:00Z');
  expect([...spreadBetween(at, new Date(at.getTime() - 5000))]).toEqual([[0, 1]]);
});
