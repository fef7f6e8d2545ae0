import { EventEmitter } from 'node:events';
import { afterEach, expect, test, vi } from 'vitest';
import { createIdle, untilIdle } from './idle.ts';

afterEach(() => vi.useRealTimers());

test('a request that is still answered is no idleness, however long it takes', () => {
  let now = 0;
  const idle = createIdle(() => now);
  const [first, second] = [new EventEmitter(), new EventEmitter()];
  idle.use(first);
  idle.use(second);
  now = 600_000;
  first.emit('close');
  expect(idle.forMs()).toBe(0);
  second.emit('close');
  now = 660_000;
  expect(idle.forMs()).toBe(60_000);
});

test('the bridge ends by itself only where that was asked for, and only after that long', async () => {
  vi.useFakeTimers();
  let ms = 59_999;
  const ended = vi.fn();
  void untilIdle(() => ms, 1, new AbortController().signal).then(ended);
  const never = vi.fn();
  void untilIdle(() => 1e9, undefined, new AbortController().signal).then(never);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(ended).not.toHaveBeenCalled();
  ms = 60_000;
  await vi.advanceTimersByTimeAsync(5_000);
  expect(ended).toHaveBeenCalledOnce();
  expect(never).not.toHaveBeenCalled();
});
