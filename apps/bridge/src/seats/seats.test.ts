import { beforeEach, expect, test } from 'vitest';
import type { Pairing } from '../commands/view.ts';
import { createSeats, SEAT_LIFE_MS, SEAT_SILENCE_MS, SEATS_MAX, type Seats } from './seats.ts';

let clock = 0;
let ended = 0;
let seats: Seats;
const pairing: Pairing = {
  hello: () => Promise.reject(new Error('not asked here')),
  accept: () => Promise.resolve({ stage: 'paired' }),
  allow: () => ({ stage: 'paired' }),
  pin: () => Promise.resolve({ stage: 'paired' }),
  ask: () => Promise.resolve({ stage: 'paired' }),
  next: () => Promise.resolve({ view: { stage: 'paired' } }),
  end: () => {
    ended += 1;
    return Promise.resolve();
  },
};
beforeEach(() => {
  clock = 0;
  ended = 0;
  seats = createSeats(
    () => pairing,
    () => clock,
  );
});

test('a window that is silent for 60 s loses its pairing, and the UKey is given back', async () => {
  seats.open('a');
  clock = SEAT_SILENCE_MS - 1;
  await seats.sweep();
  seats.touch('a');
  clock += SEAT_SILENCE_MS;
  await seats.sweep();
  expect(ended).toBe(1);
  expect(() => seats.touch('a')).toThrow('ended');
});

test('a pairing ends after 15 minutes however busy its window is', async () => {
  seats.open('a');
  while (clock < SEAT_LIFE_MS) {
    await seats.sweep();
    seats.touch('a');
    clock += 10_000;
  }
  await seats.sweep();
  expect(ended).toBe(1);
});

test('a slow call is not silence', async () => {
  seats.open('a');
  let finish = () => {};
  const call = seats.use('a', () => new Promise<void>((resolve) => (finish = resolve)));
  clock = SEAT_SILENCE_MS * 2;
  await seats.sweep();
  expect(ended).toBe(0);
  finish();
  await call;
});

test('the ninth window waits outside until one of the eight has gone', async () => {
  for (let i = 0; i < SEATS_MAX; i += 1) seats.open(`label-${i}`);
  expect(() => seats.open('ninth')).toThrow('full');
  await seats.end('label-0');
  seats.open('ninth');
  await seats.close();
  expect(ended).toBe(9);
});

test('two calls of one window never run at the same time', async () => {
  seats.open('a');
  let finish = () => {};
  const first = seats.use('a', () => new Promise<void>((resolve) => (finish = resolve)));
  await expect(seats.use('a', () => undefined)).rejects.toThrow('busy');
  finish();
  await first;
  await expect(seats.use('a', () => 'free again')).resolves.toBe('free again');
});

test('the window of the newest leg is the only one of its ceremony, in whichever order they come', async () => {
  for (const label of ['late', 'new', 'old', 'other']) seats.open(label);
  await seats.claim('old', { ceremony: 'c1', leg: 1 });
  await seats.claim('other', { ceremony: 'c2', leg: 1 });
  await seats.claim('new', { ceremony: 'c1', leg: 3 });
  await seats.claim('late', { ceremony: 'c1', leg: 2 });
  expect(ended).toBe(2);
  for (const label of ['old', 'late']) expect(() => seats.touch(label)).toThrow('superseded');
  for (const label of ['new', 'other']) seats.touch(label);
});
