import { expect, test } from 'vitest';
import { makeTurns } from './turns.ts';

test('turns are given in the order they were asked for', async () => {
  const turns = makeTurns(1000);
  const order: number[] = [];
  const first = await turns.take();
  const rest = [1, 2, 3].map(async (n) => {
    const free = await turns.take();
    order.push(n);
    free();
  });
  first();
  await Promise.all(rest);
  expect(order).toEqual([1, 2, 3]);
});

test('a turn that was given back twice does not let two in', async () => {
  const turns = makeTurns(1000);
  const first = await turns.take();
  const second = turns.take();
  first();
  first();
  const held = await second;
  expect(turns.takeIfIdle()).toBeUndefined();
  held();
  expect(turns.takeIfIdle()).toBeDefined();
});

test('who waits in vain is told, and the turn goes to the next', async () => {
  const turns = makeTurns(20);
  const free = await turns.take();
  await expect(turns.take()).rejects.toThrow('waits for the transaction');
  free();
  (await turns.take())();
});

test('closing waits for the turn that is held, and refuses new ones', async () => {
  const turns = makeTurns(1000);
  const free = await turns.take();
  let isClosed = false;
  const closed = turns.close().then(() => (isClosed = true));
  await expect(turns.take()).rejects.toThrow('closed');
  expect(isClosed).toBe(false);
  free();
  await closed;
});
