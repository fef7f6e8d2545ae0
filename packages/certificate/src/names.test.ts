import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normaliseName, sameName } from './names.ts';

test.each([
  ['full-width brackets', '示例科技（上海）有限公司', '示例科技(上海)有限公司'],
  ['small brackets', '示例科技﹙上海﹚有限公司', '示例科技(上海)有限公司'],
  ['an ideographic space', '示例　科技', '示例科技'],
  ['spaces, tabs and line ends', ' 示例 \t科技\r\n', '示例科技'],
  ['a zero-width space', '示例\u200b科技', '示例科技'],
  ['a byte order mark', '\ufeff示例科技', '示例科技'],
  ['a direction mark', '示例\u202e科技\u202c', '示例科技'],
  ['full-width letters and digits', 'ＡＢＣ１２３公司', 'ABC123公司'],
  ['a no-break space', 'Example\u00a0Co.', 'ExampleCo.'],
])('names that differ by %s are the same', (_, a, b) => {
  expect(sameName(a, b)).toBe(true);
});

test.each([
  ['one character', '示例科技有限公司', '示例科枝有限公司'],
  ['the brackets’ content', '示例（上海）有限公司', '示例（北京）有限公司'],
  ['a missing bracket', '示例（上海）有限公司', '示例上海有限公司'],
  ['a suffix', '示例科技有限公司', '示例科技有限责任公司'],
  ['traditional writing', '示例电子', '示例電子'],
  ['letter case', 'Example', 'EXAMPLE'],
  ['a letter of another alphabet', 'AB公司', 'АВ公司'],
])('names that differ by %s are not the same', (_, a, b) => {
  expect(sameName(a, b)).toBe(false);
});

test('an empty name is nobody’s', () => {
  expect(sameName('', '')).toBe(false);
  expect(sameName(' \u200b', '\u3000')).toBe(false);
});

test('normalising twice changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => normaliseName(normaliseName(name)) === normaliseName(name)),
  );
});

test.each(['digits.ts', 'names.ts'])('%s runs in a browser: it imports nothing', (file) => {
  expect(readFileSync(new URL(file, import.meta.url), 'utf8')).not.toMatch(
    /^(?:import|export .* from)\b|\bimport\(|\brequire\(/m,
  );
});
