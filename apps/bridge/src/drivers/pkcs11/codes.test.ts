import { expect, test } from 'vitest';
import { DriverFault } from '../driver.ts';
import { textOf } from '../text.ts';
import { faultOf, pinOutcome } from './codes.ts';

test.each([
  [0x0, 'right'],
  [0xa0, 'wrong'],
  [0xa4, 'locked'],
  [0xa1, 'refused'],
  [0xa2, 'refused'],
])('0x%x says of a PIN that it is %s', (result, outcome) => {
  expect(pinOutcome('Login', result)).toBe(outcome);
});

test('a result that says nothing about the PIN is never an outcome', () => {
  for (const result of [0x5, 0x30, 0xa3, 0x100, 0x101, 0x80000001])
    expect(() => pinOutcome('Login', result)).toThrow(DriverFault);
});

test.each([
  [0x32, 'removed'],
  [0x3, 'removed'],
  [0xb3, 'removed'],
  [0xe0, 'removed'],
  [0xe1, 'removed'],
  [0xb1, 'busy'],
  [0xb7, 'busy'],
  [0x104, 'busy'],
  [0x30, 'fault'],
  [0x80000001, 'fault'],
])('0x%x means %s, and its code is told', (result, code) => {
  expect(faultOf('Sign', result)).toMatchObject({ code, detail: `C_Sign 0x${result.toString(16)}` });
});

test('text is UTF-8, else GBK, without padding and control characters', () => {
  expect(textOf(Buffer.from('解锁KEY   '))).toBe('解锁KEY');
  expect(textOf(Buffer.from('bde2cbf82020', 'hex'))).toBe('解锁');
  expect(textOf(Buffer.from('ab\u001b[31m\u202ecd\0ef'))).toBe('ab[31mcd');
  expect(textOf(Buffer.alloc(32, 0xff)).length).toBeLessThanOrEqual(32);
  expect(textOf(Buffer.alloc(0))).toBe('');
});
