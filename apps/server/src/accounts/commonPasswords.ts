import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from '../refusal.ts';

/** One password per line, lower case, only what the length rule lets through (ASVS 6.2.4 asks for the top 3,000 that match the policy). */
const listed = new Set(
  readFileSync(join(import.meta.dirname, 'common-passwords.txt'), 'utf8')
    .split('\n')
    .filter(Boolean),
);

/** Every guesser begins with these. Pure; case is no help. `mobile` is the account's own number. */
export function isCommonPassword(password: string, mobile: string): boolean {
  const p = password.toLowerCase();
  return listed.has(p) || isRepeated(p) || isRun(p) || isDate(p) || leansOnNumber(p, mobile);
}

/** @throws Refusal `invalid_input` beside the field `path`. */
export function refuseCommonPassword(password: string, mobile: string, path: 'password' | 'newPassword'): void {
  if (isCommonPassword(password, mobile))
    throw new Refusal('invalid_input', { fields: [{ path, code: 'password_common' }] });
}

/** 88888888, 12341234, abcabcabc: a unit of at most 4 characters, over and over. */
const isRepeated = (p: string) => /^(.{1,4})\1+$/su.test(p);

/** 23456789, hgfedcba, 89012345: every character one step from the one before; 9 is followed by 0. */
function isRun(p: string): boolean {
  const steps = Array.from({ length: p.length - 1 }, (_, i) => p.charCodeAt(i + 1) - p.charCodeAt(i));
  const isStep = (step: number) => steps.every((s) => s === step || (/^\d+$/.test(p) && s === -9 * step));
  return isStep(1) || isStep(-1);
}

/** 19900101, 1990-1-1: a birthday and nothing else. */
const isDate = (p: string) => /^(19|20)\d\d[-./年]?(0?[1-9]|1[0-2])[-./月]?(0?[1-9]|[12]\d|3[01])日?$/.test(p);

/** The account's own number or its tail, with little around it: whoever knows the log-in name would try it. */
function leansOnNumber(p: string, mobile: string): boolean {
  return [mobile, mobile.slice(-8), mobile.slice(-6)].some((part) => p.includes(part) && p.length - part.length <= 4);
}
