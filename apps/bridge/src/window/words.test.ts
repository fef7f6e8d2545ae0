import { failureCodes } from '@jiesuo/ceremony/messages';
import { expect, test } from 'vitest';
import { gateStatus } from '../gate/refusal.ts';
import { type Words, words } from './words.ts';

/** Dotted path → sentence; a sentence with numbers is tried with some. */
function sentences(part: unknown, path: string): [string, string][] {
  if (typeof part === 'string') return [[path, part]];
  if (typeof part === 'function') return [[path, String((part as (...n: number[]) => unknown)(1, 16))]];
  return Object.entries(part as object).flatMap(([name, inner]) => sentences(inner, `${path}.${name}`));
}
const paths = (language: Words) =>
  sentences(language, '').filter(([path]) => path !== '.lang' && path !== '.otherLanguage');

test('both languages say the same things', () => {
  expect(
    paths(words.zh)
      .map(([path]) => path)
      .sort(),
  ).toEqual(
    paths(words.en)
      .map(([path]) => path)
      .sort(),
  );
});

test('nothing is left unsaid, and no language is mixed with the other', () => {
  for (const [path, text] of paths(words.zh)) expect(text, path).toMatch(/[\u4e00-\u9fff]/);
  for (const [path, text] of paths(words.en)) expect(text, path).toMatch(/^[\x20-\x7e…’“”]+$/);
});

test('every failure that the protocol knows has its sentence and its advice', () => {
  for (const language of [words.zh, words.en])
    for (const code of failureCodes) {
      expect(language.diagnoses[code].what, code).not.toBe('');
      expect(language.diagnoses[code].todo, code).not.toBe('');
    }
});

test('every refusal that a person can meet has its sentence', () => {
  const ofAWellMadeWindow = Object.keys(gateStatus).filter(
    (code) => !['host', 'not_found', 'method', 'media', 'size', 'shape'].includes(code),
  );
  for (const code of ofAWellMadeWindow) expect(Object.keys(words.zh.diagnoses)).toContain(`window_${code}`);
});
