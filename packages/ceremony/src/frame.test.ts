import { expect, test } from 'vitest';
import { frame } from './frame.ts';

const hex = (text: string) => Buffer.from(text, 'hex');
const framed = (apdu: string, lcEndian: 'big' | 'little' = 'little') =>
  Buffer.from(frame({ headerLength: 8, lcEndian }, hex(apdu))).toString('hex');

test('extended lengths of ISO 7816-4 go as they are', () => {
  const apdu = hex('8018000000001201004602d50640d710fcacd82e6b173d3204');
  expect(frame({ headerLength: 7, lcEndian: 'big' }, apdu)).toBe(apdu);
});

test('a header of eight bytes always has Lc and Le, in the byte order of the profile', () => {
  expect(framed('80180000000012' + '0100' + 'ab'.repeat(16))).toBe(
    '80180000' + '1200' + '0000' + '0100' + 'ab'.repeat(16),
  );
  expect(framed('80500000000008')).toBe('80500000' + '0000' + '0800');
  expect(framed('80140001000002' + '0100' + '0003', 'big')).toBe('80140001' + '0002' + '0003' + '0100');
});

test('what is no extended command is not sent in another form', () => {
  for (const apdu of [
    '805000',
    '0084000008',
    '80180000000012' + '0100',
    '80140001000002010000',
    '80140001000002' + '0100000300',
  ])
    expect(() => framed(apdu), apdu).toThrow(RangeError);
});
