import { expect, test } from 'vitest';
import { endOf } from './end.ts';

const minute = 60_000;
const at = Date.parse('2026-03-02T01:00:00Z');
const session = { idleMinutes: 15, endsAt: '2026-03-02T11:00:00.000Z' };

test('the last two minutes of silence are counted down, then the session is over', () => {
  expect(endOf(at + 12.9 * minute, at, session)).toEqual({ is: 'far' });
  expect(endOf(at + 13 * minute, at, session)).toEqual({ is: 'idle', seconds: 120 });
  expect(endOf(at + 15 * minute - 1, at, session)).toEqual({ is: 'idle', seconds: 1 });
  expect(endOf(at + 15 * minute, at, session)).toEqual({ is: 'over' });
});

test('who is there is warned five minutes before the absolute end, and cannot put it off', () => {
  const near = at + 595 * minute;
  expect(endOf(near - minute, near - minute, session)).toEqual({ is: 'far' });
  expect(endOf(near, near, session)).toEqual({ is: 'absolute' });
  expect(endOf(at + 600 * minute, at + 600 * minute, session)).toEqual({ is: 'over' });
});
