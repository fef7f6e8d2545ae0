import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fenOf, priceOf, yuanOf } from './money.ts';

test('yuan become fen exactly', () => {
  expect(fenOf('0')).toBe(0);
  expect(fenOf('19.99')).toBe(1999);
  expect(fenOf('1.1')).toBe(110);
  expect(fenOf('1,234.5')).toBe(123450);
  expect(fenOf('￥１２０．００元')).toBe(12000);
  expect(fenOf(' 200 ')).toBe(20000);
});

test.each(['', '.5', '1.', '1.234', '-1', '1e3', '12,34', '1,2345', 'abc', '0x10', '1.1.1', '9'.repeat(40)])(
  '%s is not an amount',
  (typed) => {
    expect(fenOf(typed)).toBeUndefined();
  },
);

test('every amount survives being shown and typed again', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100_000_000 }), (fen) => {
      expect(fenOf(yuanOf(fen))).toBe(fen);
      expect(fenOf(priceOf(fen))).toBe(fen);
    }),
  );
});
