import { expect, test } from 'vitest';
import { readFragment } from './fragment.ts';

const code = 'AbCdEfGhIjKlMnOpQr_-Uv';

test('the window begins in the language of the page that opened it', () => {
  expect(readFragment(`#${code}.en`)).toEqual({ wanted: code, language: 'en' });
  expect(readFragment('#change.zh-CN')).toEqual({ wanted: 'change', language: 'zh' });
});
test('without a language it is the browser’s', () => {
  for (const wanted of [code, 'change', ''])
    expect(readFragment(`#${wanted}`)).toEqual({ wanted, language: undefined });
});
test.each(['zh', 'EN', 'en-US', 'en.en', '', '__proto__', 'en#', 'en '])(
  '%j is no language, and asks for nothing',
  (speech) => {
    expect(readFragment(`#${code}.${speech}`)).toEqual({ wanted: '', language: undefined });
  },
);
