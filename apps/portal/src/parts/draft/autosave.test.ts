import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createAutosave, type SaveState } from './autosave.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function saver(answers: (() => Promise<void>)[] = []) {
  const saved: { value: string; isLeaving: boolean }[] = [];
  const states: SaveState[] = [];
  const autosave = createAutosave<string>({
    save: (value, isLeaving) => {
      saved.push({ value, isLeaving });
      return (answers.shift() ?? (() => Promise.resolve()))();
    },
    onState: (state) => states.push(state),
  });
  return { autosave, saved, states };
}

test('typing is saved once, when it pauses, with the last words', async () => {
  const { autosave, saved, states } = saver();
  for (const value of ['a', 'ab', 'abc']) autosave.change(value);
  expect(saved).toEqual([]);
  await vi.advanceTimersByTimeAsync(800);
  expect(saved).toEqual([{ value: 'abc', isLeaving: false }]);
  expect(states).toEqual(['saving', 'saved']);
});

test('a save that failed is tried again until it succeeds', async () => {
  const { autosave, saved, states } = saver([() => Promise.reject(new Error('down'))]);
  autosave.change('kept');
  await vi.advanceTimersByTimeAsync(800);
  expect(states.at(-1)).toBe('failed');
  await vi.advanceTimersByTimeAsync(5_000);
  expect(saved.map((each) => each.value)).toEqual(['kept', 'kept']);
  expect(states.at(-1)).toBe('saved');
});

test('a failed save never overwrites newer words', async () => {
  let fail: (error: Error) => void = () => undefined;
  const { autosave, saved } = saver([() => new Promise((_, reject) => void (fail = reject))]);
  autosave.change('old');
  await vi.advanceTimersByTimeAsync(800);
  autosave.change('new');
  fail(new Error('down'));
  await vi.advanceTimersByTimeAsync(6_000);
  expect(saved.map((each) => each.value)).toEqual(['old', 'new']);
});

test('saves go one after the other', async () => {
  let finish: () => void = () => undefined;
  const { autosave, saved } = saver([() => new Promise((resolve) => void (finish = resolve))]);
  autosave.change('first');
  await vi.advanceTimersByTimeAsync(800);
  autosave.change('second');
  const flushed = autosave.flush();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(saved.map((each) => each.value)).toEqual(['first']);
  finish();
  expect(await flushed).toBe(true);
  expect(saved.map((each) => each.value)).toEqual(['first', 'second']);
});

test('leaving the page saves at once, without waiting for the save before', async () => {
  const { autosave, saved } = saver([() => new Promise(() => undefined)]);
  autosave.change('first');
  await vi.advanceTimersByTimeAsync(800);
  autosave.change('second');
  void autosave.flush(true);
  expect(saved.at(-1)).toEqual({ value: 'second', isLeaving: true });
});
