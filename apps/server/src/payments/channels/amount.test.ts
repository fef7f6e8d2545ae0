import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fenOf, yuanOf } from './amount.ts';

const fen = fc.integer({ min: 1, max: 9_999_999_999_999 });

test('fen → yuan → fen is the same amount, for every amount', () => {
  fc.assert(fc.property(fen, (amount) => fenOf(yuanOf(amount)) === amount));
});

test('yuan is read the same however its zeros are written', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 99_999_999 }), fc.integer({ min: 0, max: 9 }), (whole, tenth) => {
      const forms = [`${whole}.${tenth}`, `${whole}.${tenth}0`, ...(tenth === 0 ? [`${whole}`] : [])];
      return forms.every((form) => fenOf(form) === whole * 100 + tenth * 10 && fenOf(`-${form}`) === -fenOf(form)! + 0);
    }),
  );
});

test('amounts that floats get wrong are exact', () => {
  for (const [yuan, amount] of [
    ['0.29', 29],
    ['1.13', 113],
    ['4.35', 435],
    ['19.99', 1999],
    ['1000000.07', 100_000_007],
  ] as const) {
    expect(fenOf(yuan)).toBe(amount);
    expect(yuanOf(amount)).toBe(yuan);
  }
});

test('what is no amount in yuan is none in fen', () => {
  for (const text of [
    '',
    '.',
    '.5',
    '1.',
    '1.001',
    '01.00',
    '1e3',
    '0x10',
    '+1',
    '１',
    '1,000.00',
    ' 1',
    'NaN',
    '999999999999',
  ])
    expect(fenOf(text), text).toBeUndefined();
  for (const amount of [0, -1, 1.5, Number.NaN, 2 ** 60]) expect(() => yuanOf(amount)).toThrow(RangeError);
});
