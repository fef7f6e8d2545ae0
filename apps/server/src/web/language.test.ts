import { expect, test } from 'vitest';
import { languageOf } from './language.ts';

test.each([
  [undefined, 'zh'],
  ['', 'zh'],
  ['en', 'en'],
  ['en-US,en;q=0.9', 'en'],
  ['fr,zh;q=0.5,en;q=0.4', 'zh'],
  ['zh;q=0.1, en', 'en'],
  ['fr', 'zh'],
  ['*', 'zh'],
  ['english', 'zh'],
  ['en;q=0', 'zh'],
  ['en;q=x', 'en'],
])('%s is answered in %s', (header, expected) => {
  expect(languageOf(header)).toBe(expected);
});
