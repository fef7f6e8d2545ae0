import { expect, test } from 'vitest';
import { abiOf, readUlong, writeUlong } from './layout.ts';
import { structuresOf } from './structures.ts';
import { tokenInfoOf } from './token.ts';

const linux = abiOf('linux', 'x64');
const windows = abiOf('win32', 'x64');
const windows32 = abiOf('win32', 'ia32');

test('structures have the sizes and places that a C compiler gives them', () => {
  const sizes = [linux, windows, windows32].map((abi) => {
    const { tokenInfo, slotInfo, typed, initializeArguments, functionList } = structuresOf(abi);
    return [
      tokenInfo.size,
      tokenInfo.offset.flags,
      tokenInfo.offset.pinBytesMax,
      slotInfo.size,
      typed.size,
      typed.offset.length,
      initializeArguments.size,
      initializeArguments.offset.flags,
      functionList.first,
      functionList.size,
    ];
  });
  expect(sizes).toEqual([
    [208, 96, 136, 112, 24, 16, 48, 32, 8, 552],
    [160, 96, 116, 104, 16, 12, 44, 32, 2, 546],
    [160, 96, 116, 104, 12, 8, 24, 16, 2, 274],
  ]);
});

test.each([
  ['natural, 8 bytes', linux],
  ['packed, 4 bytes', windows],
])('%s: a number comes back as it was written', (_, abi) => {
  const bytes = Buffer.alloc(16, 0xaa);
  writeUlong(abi, bytes, 0x80000001, 2);
  expect(readUlong(abi, bytes, 2)).toBe(0x80000001n);
  expect(bytes[2 + abi.ulongBytes]).toBe(0xaa);
});

test.each([
  ['Linux', linux],
  ['Windows', windows],
])('%s: a token tells its names, counters and PIN lengths', (_, abi) => {
  const structures = structuresOf(abi);
  const { offset, size } = structures.tokenInfo;
  const bytes = Buffer.alloc(size, ' ');
  bytes.write('解锁KEY', offset.label);
  Buffer.from('b1b1bea9', 'hex').copy(bytes, offset.manufacturer);
  bytes.write('SL1\0rest', offset.model);
  bytes.write('00042', offset.serial);
  writeUlong(abi, bytes, 0x400 | 0x40000 | 0x200000, offset.flags);
  writeUlong(abi, bytes, 6, offset.pinBytesMin);
  writeUlong(abi, bytes, 16, offset.pinBytesMax);
  expect(tokenInfoOf(abi, structures, bytes)).toEqual({
    label: '解锁KEY',
    manufacturer: '北京',
    model: 'SL1',
    serial: '00042',
    isInitialised: true,
    user: 'locked',
    admin: 'final',
    pinBytes: { min: 6, max: 16 },
  });
});

test.each([
  [0x10000, 'low', 'fresh'],
  [0x30000, 'final', 'fresh'],
  [0x70000, 'locked', 'fresh'],
  [0x100000, 'fresh', 'low'],
  [0x700000, 'fresh', 'locked'],
])('flags 0x%x: the user PIN is %s, the admin PIN %s', (flags, user, admin) => {
  const structures = structuresOf(linux);
  const bytes = Buffer.alloc(structures.tokenInfo.size);
  writeUlong(linux, bytes, flags, structures.tokenInfo.offset.flags);
  expect(tokenInfoOf(linux, structures, bytes)).toMatchObject({ user, admin, isInitialised: false });
});

test('PIN lengths that cannot be are not believed', () => {
  const structures = structuresOf(linux);
  const bytes = Buffer.alloc(structures.tokenInfo.size, 0xff);
  expect(tokenInfoOf(linux, structures, bytes)).toMatchObject({ pinBytes: { min: 1, max: 255 } });
});
