import { CardFault } from '@jiesuo/ceremony';
import { expect, test } from 'vitest';
import { gmt0017Words, isoWords, keyWord, outcomeOf, plainWord } from './outcome.ts';

const told = (words: Parameters<typeof outcomeOf>[2]) => (sw: string) => outcomeOf('VerifyPIN', sw, words);

test.each([
  ['GM/T 0017', gmt0017Words],
  ['ISO 7816-4', isoWords],
])('%s: right, wrong, locked and refused are told by the status word', (_, words) => {
  const words4 = ['9000', '63c5', '63c0', '6983', '6a80', '6700'].map(told(words));
  expect(words4).toEqual(['right', 'wrong', 'locked', 'locked', 'refused', 'refused']);
});

test('each family has words that the other does not know, and what says nothing of the PIN is a fault', () => {
  expect([told(gmt0017Words)('6988'), told(isoWords)('6300')]).toEqual(['refused', 'wrong']);
  expect(() => told(gmt0017Words)('6300')).toThrow(CardFault);
  expect(() => told(isoWords)('6988')).toThrow(CardFault);
  for (const words of [gmt0017Words, isoWords])
    for (const sw of ['6f00', '6982', '65c0', '6985']) expect(() => told(words)(sw), sw).toThrow(CardFault);
});

test('of the admin key a card says wrong or locked, or nothing', () => {
  expect(['6983', '63c4', '6300', '6982', '6985', '6f00'].map(keyWord)).toEqual([
    'locked',
    'wrong',
    'wrong',
    'wrong',
    undefined,
    undefined,
  ]);
});

test('a maker who counts in the second digit is read as all others, where the model says so and nowhere else', () => {
  const quirk = { hasTriesInHighNibble: true };
  expect(['65c0', '63c0', '60c0', '6983', '6988', '9000'].map((sw) => plainWord(sw, quirk))).toEqual([
    '63c5',
    '63c3',
    '63c0',
    '6983',
    '6988',
    '9000',
  ]);
  expect(['65c0', '63c0'].map((sw) => plainWord(sw, {}))).toEqual(['65c0', '63c0']);
});
