import { expect, test } from 'vitest';
import { cardEndIn, licenseEndIn } from './days.ts';
import { idNumberIn, usccIn } from './numbers.ts';
import { placeBack } from './place.ts';

test('a number is taken only where its check digits agree', () => {
  expect(usccIn('统一社会信用代码 91990101MA7AHR8B6L')).toBe('91990101MA7AHR8B6L');
  expect(usccIn('9l99O1O1MA7AHR8B6L')).toBe('91990101MA7AHR8B6L');
  expect(usccIn('91990101MA7AHR8B6M')).toBeUndefined();
  expect(idNumberIn('公民身份号码 110105 19491231 002x')).toBe('11010519491231002X');
  expect(idNumberIn('110105194912310021')).toBeUndefined();
});

test("a card's last day is taken only from a span that is issued", () => {
  expect(cardEndIn('有效期限 2018.04.04-2038.04.04')).toBe('2038-04-04');
  expect(cardEndIn('2018.04.04-长期')).toBe('long');
  expect(cardEndIn('2018.04.04-2036.04.04')).toBeUndefined();
  expect(cardEndIn('2018.04.04-2038.04.05')).toBeUndefined();
  expect(cardEndIn('2018.13.04-2038.13.04')).toBeUndefined();
});

test('the end of a term is read with and without a day', () => {
  expect(licenseEndIn('2016年03月21日至2047年10月19日')).toBe('2047-10-19');
  expect(licenseEndIn('2016年3月1日 至 长期')).toBe('long');
  expect(licenseEndIn('2016年03月21日')).toBeUndefined();
});

test('what was found on a turned page is shown where it stands on the page', () => {
  const page = { width: 200, height: 100 };
  const at = { x: 10, y: 20, width: 30, height: 40 };
  const flat = placeBack(at, page, page, 0);
  expect([flat.x, flat.y, flat.width, flat.height].map((value) => Math.round(value * 100))).toEqual([5, 20, 15, 40]);
  const half = placeBack(at, page, page, 180);
  expect([half.x, half.y].map((value) => Math.round(value * 100))).toEqual([80, 40]);
  // A quarter clockwise puts the left edge on top: what lies at the top left lay at the bottom left.
  const quarter = placeBack({ x: 0, y: 0, width: 10, height: 10 }, { width: 100, height: 200 }, page, 90);
  expect([quarter.x, quarter.y].map((value) => Math.round(value * 100))).toEqual([0, 90]);
});
