import { expect, test } from 'vitest';
import { createGathering } from './gather.ts';

test('who comes alone is done alone, and what comes meanwhile is done together, in its order', async () => {
  const lots: (readonly number[])[] = [];
  const gathering = createGathering(
    async (lot: readonly number[]) => {
      lots.push(lot);
      await new Promise((resolve) => setTimeout(resolve, 5));
      return lot.map((one) => one * 10);
    },
    { most: 3, lots: 1 },
  );
  const first = gathering.take(1);
  await new Promise((resolve) => setTimeout(resolve, 1));
  const rest = [2, 3, 4, 5].map((one) => gathering.take(one));
  expect(await Promise.all([first, ...rest])).toEqual([10, 20, 30, 40, 50]);
  expect(lots).toEqual([[1], [2, 3, 4], [5]]);
});

test('a lot that fails tells all of its own, and the next one is done', async () => {
  const gathering = createGathering(
    async (lot: readonly number[]) => {
      if (lot.includes(1)) throw new Error('lost');
      return lot;
    },
    { most: 2, lots: 1 },
  );
  const [one, two, three] = [gathering.take(1), gathering.take(2), gathering.take(3)];
  await expect(one).rejects.toThrow('lost');
  await expect(two).rejects.toThrow('lost');
  expect(await three).toBe(3);
});

test('a second lot begins beside the first only when it is full', async () => {
  let atWork = 0;
  const seen: number[] = [];
  const gathering = createGathering(
    async (lot: readonly number[]) => {
      atWork += 1;
      seen.push(atWork);
      await new Promise((resolve) => setTimeout(resolve, 5));
      atWork -= 1;
      return lot;
    },
    { most: 2, lots: 2 },
  );
  const taken = [1, 2, 3, 4, 5, 6].map((one) => gathering.take(one));
  expect(await Promise.all(taken)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(Math.max(...seen)).toBe(2);
  seen.length = 0;
  const first = gathering.take(7);
  await new Promise((resolve) => setTimeout(resolve, 1));
  expect(await Promise.all([first, gathering.take(8)])).toEqual([7, 8]);
  expect(seen).toEqual([1, 1]);
});
