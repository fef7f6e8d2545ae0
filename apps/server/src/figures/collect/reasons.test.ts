import { cannedReasons } from '@jiesuo/contract';
import { expect, test } from 'vitest';
import { ownWords, reasonsIn } from './reasons.ts';

const [first, second] = cannedReasons;
if (!first || !second) throw new Error('there are canned reasons');

test('a canned reason is known in either language, alone or beside another', () => {
  expect(reasonsIn(first.zh, cannedReasons)).toEqual([first.zh]);
  expect(reasonsIn(first.en, cannedReasons)).toEqual([first.zh]);
  expect(reasonsIn(`${first.zh} ${second.zh}`, cannedReasons).toSorted()).toEqual([first.zh, second.zh].toSorted());
});

test('what administrators offer counts as they wrote it', () => {
  expect(reasonsIn('请补充授权期限。', [{ zh: '请补充授权期限。', en: 'Please add the term.' }])).toEqual([
    '请补充授权期限。',
  ]);
  expect(reasonsIn('Please add the term.', [{ zh: '请补充授权期限。', en: 'Please add the term.' }])).toEqual([
    '请补充授权期限。',
  ]);
});

test("a reviewer's own words are one reason, whatever they say, and no figure keeps them", () => {
  expect(reasonsIn('与张三电话确认后退回', cannedReasons)).toEqual([ownWords]);
  expect(reasonsIn(`${first.zh} 与张三电话确认`, cannedReasons)).toEqual([first.zh, ownWords]);
  expect(reasonsIn('', cannedReasons)).toEqual([ownWords]);
});
