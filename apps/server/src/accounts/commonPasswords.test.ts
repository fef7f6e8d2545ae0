import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isCommonPassword } from './commonPasswords.ts';

const mobile = '19912345678';

test('the list holds at least 3,000 passwords, each long enough to matter and in lower case', () => {
  const lines = readFileSync(join(import.meta.dirname, 'common-passwords.txt'), 'utf8')
    .trimEnd()
    .split('\n');
  expect(lines.length).toBeGreaterThanOrEqual(3_000);
  expect(new Set(lines).size).toBe(lines.length);
  expect(lines.filter((line) => line.length < 8 || line.length > 64 || line !== line.toLowerCase())).toEqual([]);
});

test.each([
  'password1',
  'PassWord123',
  'woaini1314',
  '88888888',
  '1qaz2wsx',
  'Admin@2026',
  'xiangsheng888',
  'wang5201314',
  'aaaaaaaaaaaaaaaa',
  '7272727272',
  'abcdabcdabcd',
  '34567890',
  '90123456',
  'hgfedcba',
  '3210987654',
  '5201314520',
  '19900101',
  '1990-1-12',
])('the common password %s is refused', (password) => {
  expect(isCommonPassword(password, mobile)).toBe(true);
});

test.each(['19912345678', 'a19912345678', '12345678', '345678ab', '!12345678!'])(
  "a password that leans on the account's number is refused: %s",
  (password) => {
    expect(isCommonPassword(password, mobile)).toBe(true);
  },
);

test.each(['correct horse battery', '晴天喝一杯热豆浆', 'tR7kq-92mzPw', '345678 is only a small part of it'])(
  'an uncommon password passes: %s',
  (password) => {
    expect(isCommonPassword(password, mobile)).toBe(false);
  },
);
