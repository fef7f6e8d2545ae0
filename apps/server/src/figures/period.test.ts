import { expect, test } from 'vitest';
import { countDays, listDays, periodOf } from './period.ts';

/** 00:30 on 3 March in Shanghai, still 2 March in London. */
const afterMidnight = new Date('2026-03-02T16:30:00Z');

test('days are those of Shanghai, and a running period is compared as far as it has come', () => {
  expect(periodOf({ period: 'today' }, afterMidnight)).toEqual({
    from: '2026-03-03',
    to: '2026-03-03',
    before: { from: '2026-03-02', to: '2026-03-02' },
    isRunning: true,
    beforeEnds: new Date('2026-03-01T16:30:00Z'),
  });
  expect(periodOf({ period: 'days7' }, afterMidnight)).toMatchObject({
    from: '2026-02-25',
    to: '2026-03-03',
    before: { from: '2026-02-18', to: '2026-02-24' },
  });
});

test('a month is compared with the same days of the month before, to its end where it is shorter', () => {
  expect(periodOf({ period: 'month' }, afterMidnight).before).toEqual({ from: '2026-02-01', to: '2026-02-03' });
  expect(periodOf({ period: 'month' }, new Date('2026-03-31T04:00:00Z')).before).toEqual({
    from: '2026-02-01',
    to: '2026-02-28',
  });
});

test('a custom period of the past is compared with as many whole days before', () => {
  expect(periodOf({ period: 'custom', from: '2026-02-10', to: '2026-02-12' }, afterMidnight)).toEqual({
    from: '2026-02-10',
    to: '2026-02-12',
    before: { from: '2026-02-07', to: '2026-02-09' },
    isRunning: false,
    beforeEnds: new Date('2026-02-09T16:00:00Z'),
  });
});

test('what ends after today ends today', () => {
  expect(periodOf({ period: 'custom', from: '2026-03-02', to: '2027-01-01' }, afterMidnight)).toMatchObject({
    from: '2026-03-02',
    to: '2026-03-03',
    isRunning: true,
  });
  expect(periodOf({ period: 'custom', from: '2027-01-01', to: '2027-01-02' }, afterMidnight)).toMatchObject({
    from: '2026-03-03',
    to: '2026-03-03',
  });
});

test('days are listed with both ends, over the end of a February', () => {
  const days = { from: '2026-02-27', to: '2026-03-02' };
  expect(listDays(days)).toEqual(['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02']);
  expect(countDays(days)).toBe(4);
});
