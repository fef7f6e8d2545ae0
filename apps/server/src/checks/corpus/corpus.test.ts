import { afterAll, expect, test, vi } from 'vitest';
import { createReader, ReadFault } from '../reader/reader.ts';
import { makeCase } from './cases.ts';
import { measure } from './measure.ts';

const asOf = new Date('2026-11-22T00:00:00Z');
const reader = createReader();

// The reader gives way to everything else: on a busy machine it takes its time.
vi.setConfig({ testTimeout: 180_000 });
afterAll(() => {
  vi.resetConfig();
  reader.close();
});

test.each([
  ['licence, seal over name', 'photo'],
  ['ID card', 'noisy'],
  ['letter', 'clean'],
] as const)('a good paper is read without a false number and without a warning: %s, %s', async (name, condition) => {
  const { found, outcomes, isInvented } = await measure(reader, await makeCase(name, condition, 7000, asOf), asOf);
  expect(isInvented).toBe(false);
  expect(found.filter((code) => code.endsWith('_differs') || code === 'seal_missing')).toEqual([]);
  expect(outcomes.filter(([, outcome]) => outcome === 'equal').length).toBeGreaterThanOrEqual(2);
});

test.each([
  ['right name, wrong credit code', 'clean'],
  ["ID card's back alone", 'clean'],
] as const)('a fault is pointed out: %s, %s', async (name, condition) => {
  const { found, wanted } = await measure(reader, await makeCase(name, condition, 7000, asOf), asOf);
  expect(found).toContain(wanted);
});

test('what is no picture, or takes too long or too much, is a reason and ends nothing but its own process', async () => {
  const page = (bytes: Buffer) => [{ page: 1, bytes, picture: bytes }];
  const why = (limits: Partial<Parameters<typeof createReader>[0]>, bytes: Buffer) => {
    const usual = { seconds: 120, megabytes: 880, keptMegabytes: 640, materials: 30, idleSeconds: 60 };
    const strict = createReader({ ...usual, ...limits });
    return strict
      .read(page(bytes))
      .catch((error: unknown) => (error instanceof ReadFault ? error.failure : error))
      .finally(() => strict.close());
  };
  expect(await why({}, Buffer.from('no picture'))).toBe('unreadable');
  const { bytes } = await makeCase('ID card', 'clean', 7000, asOf);
  expect(await why({ seconds: 0.05 }, bytes)).toBe('too_slow');
  expect(await why({ megabytes: 30 }, bytes)).toBe('too_large');
});
