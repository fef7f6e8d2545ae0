import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { openSecrets, packSecrets } from './secret.ts';

const bytes = (minLength: number) => fc.uint8Array({ minLength, maxLength: 255 }).map((all) => Buffer.from(all));

test('what is packed opens to the same secrets', () => {
  fc.assert(
    fc.property(bytes(1), bytes(0), (secret, next) => {
      expect(openSecrets(packSecrets({ secret, next }))).toEqual({ secret, next });
    }),
  );
});

test('what was cut, lengthened or never packed does not open', () => {
  const packed = packSecrets({ secret: Buffer.from('q7#Zt2!vLm9@Xc4w'), next: Buffer.from('R5^kd8*Np1&Ys6$b') });
  for (const length of [0, 1, 16, 17, 18, packed.length - 1])
    expect(() => openSecrets(packed.subarray(0, length)), `${length}`).toThrow(RangeError);
  expect(() => openSecrets(Buffer.concat([packed, Buffer.alloc(1)]))).toThrow(RangeError);
  expect(() => openSecrets(Buffer.from([0, 0]))).toThrow(RangeError);
});

test('no empty secret is ever released', () => {
  expect(() => packSecrets({ secret: Buffer.alloc(0), next: Buffer.from('R5^kd8*Np1&Ys6$b') })).toThrow(RangeError);
  expect(() => packSecrets({ secret: Buffer.alloc(256), next: Buffer.alloc(0) })).toThrow(RangeError);
});
