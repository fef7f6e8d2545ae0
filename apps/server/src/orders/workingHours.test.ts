import { expect, test } from 'vitest';
import { calendarKnownUntil, workdayBy } from './calendar.ts';
import { addWorkingHours } from './workingHours.ts';

/** Times of Asia/Shanghai; 2026-03-02 is a Monday. */
const at = (text: string) => new Date(`${text}:00+08:00`);
const isWorkday = workdayBy({ calendar: { holidays: [], workdays: [] } });

test.each([
  ['within a day', '2026-03-02T09:30', 4, '2026-03-02T13:30'],
  ['to the very end of a day', '2026-03-02T14:00', 4, '2026-03-02T18:00'],
  ['over an evening', '2026-03-02T16:00', 4, '2026-03-03T11:00'],
  ['from before opening', '2026-03-02T03:00', 1, '2026-03-02T10:00'],
  ['from after closing', '2026-03-02T18:00', 1, '2026-03-03T10:00'],
  ['over a weekend', '2026-03-06T17:30', 1, '2026-03-09T09:30'],
  ['from a Sunday', '2026-03-08T12:00', 9, '2026-03-09T18:00'],
  ['over several days', '2026-03-02T09:00', 45, '2026-03-06T18:00'],
  ['over the National Day holiday, to the Saturday that makes up for it', '2026-09-30T17:00', 28, '2026-10-10T18:00'],
  ['over the Spring Festival', '2026-02-14T17:00', 2, '2026-02-24T10:00'],
  ['on a Sunday that is a workday', '2026-09-20T10:00', 4, '2026-09-20T14:00'],
])('working hours are counted %s', (_name, from, hours, until) => {
  expect(addWorkingHours(at(from), hours, isWorkday)).toEqual(at(until));
});

test('what the setting says of a day counts before the table', () => {
  const own = workdayBy({ calendar: { holidays: ['2026-03-03'], workdays: ['2026-10-01', '2026-03-08'] } });
  expect(['2026-03-03', '2026-10-01', '2026-03-08', '2026-10-02', '2026-03-04'].map(own)).toEqual([
    false,
    true,
    true,
    false,
    true,
  ]);
});

test('years that the table does not know yet go by the week and by the setting', () => {
  const year = calendarKnownUntil + 1;
  const own = workdayBy({ calendar: { holidays: [`${year}-10-04`], workdays: [] } });
  expect(own(`${year}-10-04`)).toBe(false);
  const monday = [1, 2, 3, 4, 5, 6, 7].find((day) => new Date(Date.UTC(year, 5, day)).getUTCDay() === 1);
  expect(own(`${year}-06-0${monday}`)).toBe(true);
});

test('a calendar without a single workday still ends', () => {
  expect(addWorkingHours(at('2026-03-02T09:30'), 4, () => false).getTime()).toBeGreaterThan(0);
});

test('the days are those of Shanghai, whatever zone the computer is in', () => {
  const before = process.env['TZ'];
  try {
    for (const zone of ['America/New_York', 'Pacific/Kiritimati']) {
      process.env['TZ'] = zone;
      expect(isWorkday('2026-10-01')).toBe(false);
      expect(addWorkingHours(at('2026-09-30T17:00'), 2, isWorkday)).toEqual(at('2026-10-08T10:00'));
    }
  } finally {
    process.env['TZ'] = before ?? '';
  }
});
