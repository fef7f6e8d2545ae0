import { expect, test } from 'vitest';
import { addWorkingHours } from './workingHours.ts';

/** Times of Asia/Shanghai; 2026-03-02 is a Monday. */
const at = (text: string) => new Date(`${text}:00+08:00`);

test.each([
  ['within a day', '2026-03-02T09:30', 4, '2026-03-02T13:30'],
  ['to the very end of a day', '2026-03-02T14:00', 4, '2026-03-02T18:00'],
  ['over an evening', '2026-03-02T16:00', 4, '2026-03-03T11:00'],
  ['from before opening', '2026-03-02T03:00', 1, '2026-03-02T10:00'],
  ['from after closing', '2026-03-02T18:00', 1, '2026-03-03T10:00'],
  ['over a weekend', '2026-03-06T17:30', 1, '2026-03-09T09:30'],
  ['from a Sunday', '2026-03-08T12:00', 9, '2026-03-09T18:00'],
  ['over several days', '2026-03-02T09:00', 45, '2026-03-06T18:00'],
])('working hours are counted %s', (_name, from, hours, until) => {
  expect(addWorkingHours(at(from), hours)).toEqual(at(until));
});
