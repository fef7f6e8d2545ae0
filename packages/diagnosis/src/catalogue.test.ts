import { failureCodes } from '@jiesuo/ceremony/messages';
import { expect, test } from 'vitest';
import { catalogue, isDiagnosisCode, sentenceOf, speak } from './catalogue.ts';
import { conditionCodes, pairingCodes, silentCauses, windowCodes } from './codes.ts';
import { helpAnchors } from './entry.ts';
import { bridgeWords } from './words/bridge.ts';
import { driverWords } from './words/drivers.ts';
import { failureWords } from './words/failures.ts';
import { windowWords } from './words/window.ts';

const closed = new Set<string>([...conditionCodes, ...windowCodes, ...pairingCodes, ...failureCodes]);
const tables = [bridgeWords, driverWords, failureWords, windowWords];

test('every code of the closed sets has exactly one entry, and there is no entry beside them', () => {
  const written = tables.flatMap((table) => Object.keys(table));
  expect(written.toSorted()).toEqual([...closed].toSorted());
  expect(Object.keys(catalogue)).toHaveLength(written.length);
});

test('no set names a code twice', () => {
  for (const codes of [conditionCodes, windowCodes, pairingCodes, silentCauses])
    expect(new Set<string>(codes).size).toBe(codes.length);
});

test('every entry says title, cause and advice in both languages, unmixed', () => {
  for (const [code, { title, cause, advice }] of Object.entries(catalogue))
    for (const { zh, en } of [title, cause, advice]) {
      // “Smart Card” and pcscd are names of things.
      expect(zh, code).toMatch(/[\u4e00-\u9fff]/);
      expect(en, code).toMatch(/^[\x20-\x7e…“”’]+$/);
    }
});

test('causes and advice are sentences, titles are not', () => {
  for (const [code, { title, cause, advice }] of Object.entries(catalogue)) {
    for (const { zh, en } of [cause, advice]) {
      expect(zh, code).toMatch(/。$/);
      expect(en, code).toMatch(/\.$/);
    }
    expect(title.zh, code).not.toMatch(/。$/);
    expect(title.en, code).not.toMatch(/\.$/);
    expect(title.zh.length, code).toBeLessThanOrEqual(20);
  }
});

test('an entry that only the CA can mend leads to the CA', () => {
  for (const [code, { severity, advice, help }] of Object.entries(catalogue)) {
    expect(helpAnchors, code).toContain(help);
    if (severity === 'stop') expect(advice.zh, code).toMatch(/客服|管理员|发证机构/);
  }
});

test('no two codes have the same title', () => {
  const titles = Object.entries(catalogue).map(([, { title }]) => title.en);
  const twice = titles.filter((title, at) => titles.indexOf(title) !== at);
  expect(twice).toEqual([]);
});

test('a detail stands inside the sentence of the cause', () => {
  expect(speak('vendor_error', 'zh', '0x0a000001').cause).toBe('KEY的驱动返回了错误（0x0a000001）。');
  expect(speak('vendor_error', 'en', '0x0a000001').cause).toMatch(/\(0x0a000001\)\.$/);
  expect(speak('vendor_error', 'zh').cause).toBe('KEY的驱动返回了错误。');
  expect(sentenceOf('cancelled', 'en')).toBe('Cancelled. You can start again when you wish.');
});

test('what a silent bridge may be is never said for certain', () => {
  for (const code of silentCauses) expect(catalogue[code].cause.zh, code).toContain('可能');
});

test('a word of the language is not taken for a code', () => {
  expect(['constructor', 'toString', ''].some(isDiagnosisCode)).toBe(false);
  expect(isDiagnosisCode('no_ukey')).toBe(true);
});
