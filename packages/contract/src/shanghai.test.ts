import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { boundsOf, dayOf, readShanghai, shanghaiTime, shiftDay } from './shanghai.ts';

test.each(['UTC', 'America/New_York', 'Asia/Shanghai', 'Australia/Lord_Howe'])(
  'times are Shanghai’s in a process that runs in %s',
  (zone) => {
    vi.stubEnv('TZ', zone);
    const at = new Date('2026-11-22T17:30:05Z');
    expect(shanghaiTime(at)).toBe('2026-11-23 01:30:05');
    expect(readShanghai('2026-11-23 01:30:05')).toEqual(at);
    expect(dayOf(at)).toBe('2026-11-23');
    expect(shiftDay('2026-11-23', -23)).toBe('2026-10-31');
    expect(boundsOf('2026-11-22').to).toEqual(new Date('2026-11-22T16:00:00Z'));
    vi.unstubAllEnvs();
  },
);

test('a time read back is the time that was written, to the second', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }), (at) => {
      const whole = new Date(Math.floor(at.getTime() / 1000) * 1000);
      return readShanghai(shanghaiTime(whole))?.getTime() === whole.getTime();
    }),
  );
});

test('a day that no calendar has is no time', () => {
  for (const text of [
    '2026-02-30 00:00:00',
    '2026-13-01 00:00:00',
    '2026-11-22 24:00:01',
    '2026-11-22',
    '',
    '2026-11-22T10:00:00',
  ])
    expect(readShanghai(text), text).toBeUndefined();
  expect(() => boundsOf('2026-02-30')).toThrow(RangeError);
});

test('a day begins at midnight in Shanghai', () => {
  const beginning = (text: string) => boundsOf(dayOf(new Date(text))).from.toISOString();
  expect(beginning('2026-03-02T15:59:59Z')).toBe('2026-03-01T16:00:00.000Z');
  expect(beginning('2026-03-02T16:00:00Z')).toBe('2026-03-02T16:00:00.000Z');
});
