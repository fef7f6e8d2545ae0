import { describe, expect, test } from 'vitest';
import { textOf } from '../text.ts';
import { canary, emptyDeviceInfo, readDeviceInfo, readNames, ulongBits } from './layout.ts';

/** DEVINFO as a library of that size writes it. */
function written(size: number): Buffer {
  const info = emptyDeviceInfo();
  info.fill(0, 0, size);
  info.write('Maker', 2);
  info.write('标签', 130);
  info.write('SN-1', 162);
  info.set([3, 7], 196);
  return info;
}

test.each([
  [294, 'packed, 32-bit'],
  [296, 'natural, 32-bit'],
  [326, 'packed, 64-bit'],
  [328, 'natural, 64-bit'],
  [286, 'packed, 32-bit, without Max'],
  [294 - 64, 'packed, 32-bit'],
  [328 - 64, 'natural, 64-bit'],
  [300, undefined],
])('DEVINFO of %i bytes is %s', (size, layout) => {
  const info = readDeviceInfo(written(size));
  expect([info.layout, info.firmware]).toEqual([layout, '3.7']);
  expect([info.manufacturer, info.label, info.serial].map((text) => textOf(text))).toEqual(['Maker', '标签', 'SN-1']);
});

test.each([0, 100, 197, 329, 1024])('DEVINFO of %i bytes is none', (size) => {
  const info = emptyDeviceInfo().fill(0x41, 0, size);
  expect(() => readDeviceInfo(info)).toThrow(`SKF_GetDevInfo wrote ${size} bytes`);
});

test('the width of ULONG is told by what a library leaves as it was', () => {
  const narrow = canary();
  narrow.writeUInt32LE(12);
  const wide = canary();
  wide.writeBigUInt64LE(12n);
  expect([narrow, wide, canary()].map(ulongBits)).toEqual([32, 64, undefined]);
});

describe('a list of names', () => {
  const names = (list: string | Buffer) => readNames('EnumDev', Buffer.from(list)).map(String);

  test('ends with an empty name', () => {
    expect(names('a\0bc\0\0rest')).toEqual(['a', 'bc']);
  });
  test('may lack its last end', () => {
    expect(names('a\0bc\0')).toEqual(['a', 'bc']);
    expect([names(''), names('\0'), names('\0\0')]).toEqual([[], [], []]);
  });
  test.each([
    ['no end', 'abc'],
    ['a name without end', 'a\0bc'],
    ['a name of 256 bytes', `${'a'.repeat(256)}\0\0`],
    ['33 names', `${'a\0'.repeat(33)}\0`],
  ])('with %s is rubbish', (_, list) => {
    expect(() => names(list)).toThrow('SKF_EnumDev names');
  });
});

test('a text ends with its first zero, is UTF-8 or else GBK, and can be shown', () => {
  expect(textOf(Buffer.from('解锁\0\0'))).toBe('解锁');
  expect(textOf(Buffer.from('bde2cbf8', 'hex'))).toBe('解锁');
  expect(textOf(Buffer.from(' a\u001bb\u202e \0x'))).toBe('ab');
  // These bytes are UTF-8 too, by chance: then the model tells.
  expect([textOf(Buffer.from('c2a1', 'hex')), textOf(Buffer.from('c2a1', 'hex'), 'gbk')]).toEqual(['¡', '隆']);
});
