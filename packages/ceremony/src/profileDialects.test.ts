import { expect, test } from 'vitest';
import { pinKey, unblockCommand } from './pin.ts';
import { dialects, isSameDialect } from './profileDialects.ts';

test('every dialect is named once, and the one of the published vectors comes first', () => {
  expect(dialects).toHaveLength(16);
  expect(dialects.filter((one) => dialects.filter((other) => isSameDialect(one, other)).length !== 1)).toEqual([]);
  expect(dialects[0]).toEqual({ pinHash: 'sha1', cipher: 'sm4', lcInMac: false, lcEndian: 'big', headerLength: 7 });
});

test('no two dialects of one header make the same UNBLOCK: whoever takes one refuses the others', () => {
  for (const headerLength of [7, 8]) {
    const made = dialects
      .filter((one) => one.headerLength === headerLength)
      .map((dialect) => {
        const profile = { id: 't', application: 'T', ...dialect };
        const key = pinKey(profile, Buffer.from('Adm1n-Random-16c'));
        return unblockCommand(profile, key, Buffer.alloc(2), Buffer.alloc(8, 7), Buffer.from('Tmp-7Q2x9Zk4')).toString(
          'hex',
        );
      });
    expect(new Set(made).size).toBe(8);
  }
});
