import { expect, test } from 'vitest';
import { compareLines } from './compare.ts';

const said = (before: string, after: string) =>
  compareLines(before.split(' '), after.split(' ')).map(
    ({ is, text }) => `${{ same: '', added: '+', removed: '-' }[is]}${text}`,
  );

test('what stayed is kept, what went and what came is marked where it was', () => {
  expect(said('a b c d', 'a x c d e')).toEqual(['a', '-b', '+x', 'c', 'd', '+e']);
  expect(said('a b', 'b')).toEqual(['-a', 'b']);
});

test('either side may be empty', () => {
  expect(compareLines([], ['a'])).toEqual([{ is: 'added', text: 'a' }]);
  expect(compareLines(['a'], [])).toEqual([{ is: 'removed', text: 'a' }]);
});
