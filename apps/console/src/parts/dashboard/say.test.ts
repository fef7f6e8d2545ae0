import { expect, test } from 'vitest';
import { zh as dashboard } from '../../words/dashboard/zh.ts';
import { zh as words } from '../../words/zh.ts';
import { sayCell, sayDay } from './say.ts';

const say = (cell: Parameters<typeof sayCell>[0]) => sayCell(cell, { words, dashboard });

test('each value is read with its unit', () => {
  expect([say('微信支付'), say(12_345), say({ fen: 123_450 }), say({ part: 2, of: 3 })]).toEqual([
    '微信支付',
    '12,345',
    '¥1,234.50',
    '66.7%',
  ]);
  expect([say({ seconds: 40.5 }), say({ seconds: 12_000 })]).toEqual(['41 秒', '3 小时 20 分钟']);
});

test('of nothing neither a time nor a share is told, and 0 is a number', () => {
  expect([say({ seconds: null }), say({ part: 0, of: 0 }), say(0), say({ seconds: 0 })]).toEqual([
    '—',
    '—',
    '0',
    '0 秒',
  ]);
});

test('a day is short on an axis, and its month a word in English', () => {
  expect([sayDay('2026-11-02', 'zh'), sayDay('2026-11-02', 'en')]).toEqual(['11-02', '2 Nov']);
});
