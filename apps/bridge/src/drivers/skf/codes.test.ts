import { expect, test } from 'vitest';
import { faultOf, isDone, pinOutcome } from './codes.ts';

test.each([
  [0, 'right'],
  [0x9000, 'right'],
  [0x0a000024, 'wrong'],
  [0x63c5, 'wrong'],
  [0x0a0063c1, 'wrong'],
  [0x63c0, 'locked'],
  [0x0a000025, 'locked'],
  [0x6983, 'locked'],
  [0x0a000027, 'refused'],
  [0x0a000010, 'refused'],
  [0x0a000011, 'refused'],
  [0x6a80, 'refused'],
  [0x6988, 'refused'],
  [0x6700, 'refused'],
  [0x0a000026, 'unclear'],
])('0x%x says of a PIN that it is %s', (result, outcome) => {
  expect(pinOutcome('VerifyPIN', result)).toBe(outcome);
});

test('a maker who counts tries in the other half-byte is read so where his model says so', () => {
  expect(pinOutcome('VerifyPIN', 0x65c0, true)).toBe('wrong');
  expect(pinOutcome('VerifyPIN', 0x60c3, true)).toBe('locked');
  expect(() => pinOutcome('VerifyPIN', 0x65c0)).toThrow('SKF_VerifyPIN 0x65c0');
});

test.each([
  [0x0a000001, 'fault'],
  [0xdeadbeef, 'fault'],
  [0x6982, 'fault'],
  [0x0b0063c5, 'fault'],
  [0x0a009000, 'fault'],
  [0x0a000023, 'removed'],
  [0x0a000005, 'removed'],
  [0x0a00000f, 'time_out'],
])('0x%x says nothing of a PIN and is a fault', (result, code) => {
  expect(() => pinOutcome('VerifyPIN', result)).toThrow(expect.objectContaining({ code }));
});

test('a lock that another program holds is busy', () => {
  expect(faultOf('LockDev', 0x0a00000f)).toMatchObject({ code: 'busy', detail: 'SKF_LockDev 0xa00000f' });
});

test('only success is done', () => {
  expect([0, 0x9000, 1, 0x0a000001, 0x19000].map(isDone)).toEqual([true, true, false, false, false]);
});
