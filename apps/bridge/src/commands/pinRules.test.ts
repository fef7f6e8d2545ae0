import type { PinRules } from '@jiesuo/ceremony';
import { describe, expect, test } from 'vitest';
import { pinFault } from './pinRules.ts';
import type { PinFault } from './view.ts';

const policy = { min: 8, max: 16 };
const judge = (pin: string, options: { again?: string; min?: number; max?: number; tails?: string[] } = {}) =>
  pinFault(
    pin,
    options.again ?? pin,
    { min: options.min ?? policy.min, max: options.max ?? policy.max },
    options.tails ?? [],
  );

describe('a PIN that a person might choose is taken', () => {
  test.each(['Kx7-quiet', 'tree8lamp', '7391-2846', 'R2d2c3p0!', '~!#$%&*()', 'w9w9w9w8', 'Neu-PIN-77x', '20261350'])(
    '%s',
    (pin) => {
      expect(judge(pin)).toBeUndefined();
    },
  );
});

describe('every fault is named', () => {
  test.each<[PinFault, string]>([
    ['too_short', ''],
    ['too_short', 'Kx7-qui'],
    ['too_long', 'Kx7-quiet-evening'],
    ['alphabet', 'Kx7 quiet'],
    ['alphabet', 'Kx7-quiet\n'],
    ['alphabet', 'Kx7-quiét'],
    ['alphabet', '密码密码密码密码'],
    ['alphabet', 'Kx7\u0000quiet'],
    ['alphabet', 'Ｋｘ７－ｑｕｉｅｔ'],
    ['repeat', '77777777'],
    ['repeat', '12121212'],
    ['repeat', 'abcabcabc'],
    ['repeat', 'abcabcab'],
    ['repeat', 'Qw9Qw9Qw9Qw9'],
    ['repeat', 'x7-000000'],
    ['run', '12345678'],
    ['run', '87654321'],
    ['run', 'x7-345678'],
    ['run', 'abcdefgh'],
    ['run', 'ZYXWVUTS'],
    ['run', 'Qwertyui'],
    ['run', 'lkjhgfds'],
    ['run', '1qaz2wsx'],
    ['date', '19900101'],
    ['date', '01011990'],
    ['date', '12311990'],
    ['date', '1990-01-01'],
    ['date', 'x20240229'],
    ['common', 'Password'],
    ['common', 'woaini520'],
    ['common', 'ADMIN123'],
  ])('%s: %j', (fault, pin) => {
    expect(judge(pin)).toBe(fault);
  });
  test('differ: the second typing is another', () => {
    expect(judge('Kx7-quiet', { again: 'Kx7-quieT' })).toBe('differ');
    expect(judge('Kx7-quiet', { again: '' })).toBe('differ');
    expect(judge('Kx7-quiet', { again: 'Kx7-quiet ' })).toBe('differ');
  });
});

describe('a day that no calendar has is no date', () => {
  test.each(['20230229', '19901301', '18990101', '21000101'])('%s', (pin) => {
    expect(judge(pin)).toBeUndefined();
  });
});

describe("a policy narrows the bridge's own bounds and never widens them", () => {
  test('the floor is 6 whatever a server says', () => {
    expect(judge('Kx7-q', { min: 4 })).toBe('too_short');
    expect(judge('Kx7-qu', { min: 4 })).toBeUndefined();
    expect(judge('Kx7-qu', { min: 6 })).toBeUndefined();
    expect(judge('900101', { min: 6 })).toBe('date');
  });
  test('the ceiling is 16 whatever a server says', () => {
    expect(judge('Kx7-quiet-eveni', { max: 20 })).toBeUndefined();
    expect(judge('Kx7-quiet-evenin', { max: 20 })).toBeUndefined();
    expect(judge('Kx7-quiet-evening', { max: 20 })).toBe('too_long');
  });
  test('both ends of a policy are inside it', () => {
    for (const [pin, fault] of [
      ['Kx7-quiet', 'too_short'],
      ['Kx7-quiet1', undefined],
      ['Kx7-quiet13', undefined],
      ['Kx7-quiet135', 'too_long'],
    ] as const)
      expect([pin, judge(pin, { min: 10, max: 11 })]).toEqual([pin, fault]);
  });
});

describe('nothing of the person is in the PIN', () => {
  const tails = ['138001', '31002X', '1FL00C'];
  test.each(['x9-138001', '138001-ab', 'AB31002xq', 'q1fl00c-z'])('%s', (pin) => {
    expect(judge(pin, { tails })).toBe('personal');
  });
  test('a tail that is not there, or too short to say anything, forbids nothing', () => {
    expect(judge('x9-13800-1', { tails })).toBeUndefined();
    expect(judge('Kx7-quiet', { tails: ['', 'K', 'Kx7'] })).toBeUndefined();
  });
});

describe('what the UKey itself would refuse is said before it is touched', () => {
  const own = (pin: string, rules: Partial<PinRules>) => pinFault(pin, pin, { ...policy, ...rules }, []);
  test('a UKey of digits takes digits only, one of letters and digits no symbols', () => {
    expect(own('Kx7quiet', { alphabet: 'digits' })).toBe('digits');
    expect(own('Kx7-quiet', { alphabet: 'alphanumeric' })).toBe('alphanumeric');
    expect(own('73912846', { alphabet: 'digits' })).toBeUndefined();
    expect(own('Kx7quiet', { alphabet: 'alphanumeric' })).toBeUndefined();
    expect(own('Kx7-quiet', { alphabet: 'printable' })).toBeUndefined();
    // What no UKey takes is not blamed on this one.
    expect(own('密码密码密码密码', { alphabet: 'digits' })).toBe('alphabet');
  });
  test('the PIN that it came with is not taken again', () => {
    expect(own('Kx7-quiet', { defaults: ['Kx7-quiet'] })).toBe('default');
    expect(own('kx7-quiet', { defaults: ['Kx7-quiet'] })).toBeUndefined();
  });
});
