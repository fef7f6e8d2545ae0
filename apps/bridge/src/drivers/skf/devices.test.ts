import { expect, test } from 'vitest';
import { withoutDoubles } from './devices.ts';

test('a UKey that two libraries show is one UKey, the first library’s', () => {
  const devices = ['a\n1', 'a\n2', 'a\n1'].map((identity, at) => ({ identity, at }));
  expect(withoutDoubles(devices).map(({ at }) => at)).toEqual([0, 1]);
});
