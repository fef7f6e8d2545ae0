import { expect, test } from 'vitest';
import { dayIn, fenIn, madeIn } from './judge.ts';

test.each([
  '2026-11-22',
  '2026/11/22',
  '2026.11.22',
  '2026年11月22日',
  '20261122',
  '2026-11-22 10:11:12',
  '46348',
  '46348.5',
])('the day %s is read as people and spreadsheets write it', (text) => {
  expect(dayIn(text)).toBe('2026-11-22');
});
test.each(['', '2026-02-31', '2026-13-01', '22.11.2026', '26-11-22', '≈46347', '1'])('%j is no day', (text) => {
  expect(dayIn(text)).toBeUndefined();
});
test('an amount is read to the fen, and never rounded', () => {
  expect(['120.5', '120.50', '¥1,200', '０.01', '120.500'].map(fenIn)).toEqual([12050, 12050, 120000, 1, 12050]);
  expect(['', '1.005', '-1', '1e3', 'abc', '12345678'].map(fenIn)).toEqual(Array(6).fill(undefined));
});

const row = {
  row: 2,
  request: 'FP',
  order: '',
  code: '',
  number: '26312000000012345678',
  day: '2026-11-22',
  amount: '1',
};
test('a number of 20 digits stands alone, one of 8 beside its code', () => {
  expect(madeIn(row)).toEqual({ code: null, number: row.number, day: '2026-11-22', amountFen: 100 });
  expect(madeIn({ ...row, number: '12345678', code: '011002000111' })).toMatchObject({ code: '011002000111' });
  expect(madeIn({ ...row, number: '12345678', code: '0110020001' })).toMatchObject({ code: '0110020001' });
  expect(madeIn({ ...row, number: '12345678' })).toBe('code_malformed');
  expect(madeIn({ ...row, code: '011002000111' })).toBe('code_malformed');
  expect(madeIn({ ...row, number: '≈2.6E19' })).toBe('number_malformed');
  expect(madeIn({ ...row, number: '', day: '' })).toBe('blank');
  expect(madeIn({ ...row, day: '' })).toBe('day_malformed');
  expect(madeIn({ ...row, amount: '' })).toBe('amount_malformed');
});
