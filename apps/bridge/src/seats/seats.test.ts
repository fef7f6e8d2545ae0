import { beforeEach, expect, test } from 'vitest';
import type { Pairing, PinChange } from '../commands/view.ts';
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
  mayLook: () => false,
  end: () => {
    ended += 1;
    return Promise.resolve();
  },
};
const change: PinChange = {
  begin: () => Promise.reject(new Error('not asked here')),
  choose: () => Promise.resolve({ stage: 'choose' }),
  risk: () => ({ stage: 'choose' }),
  pin: () => Promise.resolve({ stage: 'choose' }),
  ask: () => Promise.resolve({ stage: 'choose' }),
  mayLook: () => true,
  end: () => pairing.end(),
};
beforeEach(() => {
  clock = 0;
  ended = 0;
  seats = createSeats({ pairing: () => pairing, change: () => change }, () => clock);
});

test('a window that is silent for 60 s loses its pairing, and the UKey is given back', async () => {
  seats.open('a', 'pairing');
  clock = SEAT_SILENCE_MS - 1;
  await seats.sweep();
  seats.touch('a');
  clock += SEAT_SILENCE_MS;
  await seats.sweep();
  expect(ended).toBe(1);
  expect(() => seats.touch('a')).toThrow('ended');
});

test('a pairing ends after 15 minutes however busy its window is', async () => {
  seats.open('a', 'pairing');
  while (clock < SEAT_LIFE_MS) {
    await seats.sweep();
    seats.touch('a');
    clock += 10_000;
  }
  await seats.sweep();
  expect(ended).toBe(1);
});

test('a slow call is not silence', async () => {
  seats.open('a', 'pairing');
  let finish = () => {};
  const call = seats.use('a', 'pairing', () => new Promise<void>((resolve) => (finish = resolve)));
  clock = SEAT_SILENCE_MS * 2;
  await seats.sweep();
  expect(ended).toBe(0);
  finish();
  await call;
});

test('the ninth window waits outside until one of the eight has gone', async () => {
  for (let i = 0; i < SEATS_MAX; i += 1) seats.open(`label-${i}`, 'pairing');
  expect(() => seats.open('ninth', 'pairing')).toThrow('full');
  await seats.end('label-0');
  seats.open('ninth', 'pairing');
  await seats.close();
  expect(ended).toBe(9);
});

test('two calls of one window never run at the same time', async () => {
  seats.open('a', 'pairing');
  let finish = () => {};
  const first = seats.use('a', 'pairing', () => new Promise<void>((resolve) => (finish = resolve)));
  await expect(seats.use('a', 'pairing', () => undefined)).rejects.toThrow('busy');
  finish();
  await first;
  await expect(seats.use('a', 'pairing', () => 'free again')).resolves.toBe('free again');
});

test('the window of the newest leg is the only one of its ceremony, in whichever order they come', async () => {
  for (const label of ['late', 'new', 'old', 'other']) seats.open(label, 'pairing');
  await seats.claim('old', { ceremony: 'c1', leg: 1 });
  await seats.claim('other', { ceremony: 'c2', leg: 1 });
  await seats.claim('new', { ceremony: 'c1', leg: 3 });
  await seats.claim('late', { ceremony: 'c1', leg: 2 });
  expect(ended).toBe(2);
  for (const label of ['old', 'late']) expect(() => seats.touch(label)).toThrow('superseded');
  for (const label of ['new', 'other']) seats.touch(label);
});

test('a window of one kind is none of the other', async () => {
  seats.open('a', 'pairing');
  seats.open('b', 'change');
  await expect(seats.use('a', 'change', () => 'no')).rejects.toThrow('ended');
  await expect(seats.use('b', 'pairing', () => 'no')).rejects.toThrow('ended');
  await expect(seats.use('b', 'change', () => 'yes')).resolves.toBe('yes');
  expect([seats.touch('a'), seats.touch('b')]).toEqual([false, true]);
  await seats.close();
  expect(ended).toBe(2);
});
