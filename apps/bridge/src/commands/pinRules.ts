import type { PinRules } from '@jiesuo/ceremony';
import type { PinFault } from './view.ts';

/** The floor and ceiling stand in the bridge's own code: a server's policy can only narrow them (GM/T 0016-2012 §8: at least 6). */
const floor = 6;
const ceiling = 16;

const common = new Set([
  '000000',
  '111111',
  '123456',
  '12345678',
  '123456789',
  '88888888',
  '66666666',
  '11111111',
  '00000000',
  'password',
  'admin123',
  'qwer1234',
  '1q2w3e4r',
  'a1234567',
  'abc12345',
  'abcd1234',
  '1qaz2wsx',
  '5201314',
  '1314520',
  'woaini520',
  'woaini1314',
  'aa123456',
  'a123456',
  'qq123456',
]);
const rows = [
  '01234567890',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
];

/** True when a stretch of `pin` this long goes along a row (digits, alphabet, keyboard), either way. */
const hasRun = (pin: string, length: number): boolean => {
  const text = pin.toLowerCase();
  for (let i = 0; i + length <= text.length; i++) {
    const part = text.slice(i, i + length);
    const back = part.split('').reverse().join('');
    if (rows.some((row) => row.includes(part) || row.includes(back))) return true;
  }
  return false;
};
/** 111111, 121212, abcabc: the whole is one short piece over and over; or six of the same in a row anywhere. */
const isRepeat = (pin: string): boolean => {
  if (/(.)\1{5}/.test(pin)) return true;
  for (let period = 1; period <= pin.length / 2; period++) {
    if (
      pin ===
      pin
        .slice(0, period)
        .repeat(Math.ceil(pin.length / period))
        .slice(0, pin.length)
    )
      return true;
  }
  return false;
};
const isCalendarDay = (year: number, month: number, day: number): boolean => {
  const date = new Date(Date.UTC(year, month - 1, day));
  return year >= 1900 && year <= 2099 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
};
/** All digits of the PIN together are a day: 19900101, 01011990, 900101. */
const isDate = (pin: string): boolean => {
  const d = pin.replace(/\D/g, '');
  const n = (from: number, to: number) => Number(d.slice(from, to));
  if (d.length === 8)
    return (
      isCalendarDay(n(0, 4), n(4, 6), n(6, 8)) ||
      isCalendarDay(n(4, 8), n(0, 2), n(2, 4)) ||
      isCalendarDay(n(4, 8), n(2, 4), n(0, 2))
    );
  if (d.length === 6 && pin.length === 6)
    return isCalendarDay(1900 + n(0, 2), n(2, 4), n(4, 6)) || isCalendarDay(2000 + n(0, 2), n(2, 4), n(4, 6));
  return false;
};

const alphabets = { digits: /^[0-9]+$/, alphanumeric: /^[0-9A-Za-z]+$/, printable: /^[\x21-\x7e]+$/ } as const;
/** What the UKey itself would refuse, said before it is touched. */
const alphabetFault = (pin: string, alphabet: keyof typeof alphabets): PinFault | undefined => {
  if (!alphabets.printable.test(pin)) return 'alphabet';
  return alphabet === 'printable' || alphabets[alphabet].test(pin) ? undefined : alphabet;
};

/**
 * Judges a new PIN by the bridge's floor, the CA's policy and the rules of the UKey's model. `forbiddenTails`: last 6 characters of phone, ID number and USCC, sealed to this bridge by the server.
 * @returns undefined when it may be used.
 */
export function pinFault(
  pin: string,
  again: string,
  rules: PinRules,
  forbiddenTails: readonly string[],
): PinFault | undefined {
  if (pin.length < Math.max(floor, rules.min)) return 'too_short';
  if (pin.length > Math.min(ceiling, rules.max)) return 'too_long';
  const foreign = alphabetFault(pin, rules.alphabet ?? 'printable');
  if (foreign !== undefined) return foreign;
  if (isRepeat(pin)) return 'repeat';
  if (hasRun(pin, Math.min(6, pin.length))) return 'run';
  if (isDate(pin)) return 'date';
  if (rules.defaults?.includes(pin)) return 'default';
  if (common.has(pin.toLowerCase())) return 'common';
  const text = pin.toUpperCase();
  if (forbiddenTails.some((tail) => tail.length >= 4 && text.includes(tail.toUpperCase()))) return 'personal';
  if (pin !== again) return 'differ';
  return undefined;
}
