import { expect, test } from 'vitest';
import { csvOf } from './csv.ts';

test('a spreadsheet knows the file as UTF-8, and reads money, times and shares as such', () => {
  const file = csvOf({
    head: ['项目', 'a', 'b', 'c', 'd'],
    rows: [
      ['合计', 12, { fen: 123_456 }, { seconds: 97_505 }, { part: 1, of: 3 }],
      ['无', 0, { fen: 5 }, { seconds: null }, { part: 0, of: 0 }],
    ],
  });
  expect(file.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  expect(file.toString().slice(1)).toBe('项目,a,b,c,d\r\n合计,12,1234.56,27:05:05,33.3%\r\n无,0,0.05,,\r\n');
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1'])('no text is a formula: %j', (text) => {
  expect(csvOf({ head: [text], rows: [] }).toString()).toContain(`'${text}`);
});

test('a comma, a quotation mark or a line end stays within its cell', () => {
  expect(csvOf({ head: ['a,"b"\nc'], rows: [] }).toString()).toBe('\uFEFF"a,""b""\nc"\r\n');
});
