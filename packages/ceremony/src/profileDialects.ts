import { type MethodProfile, methodProfile } from './profile.ts';

/** What differs between GM/T 0017 cards: a profile without what names it. */
export type Dialect = Omit<MethodProfile, 'id' | 'application'>;

const { pinHash, cipher, lcEndian } = methodProfile.shape;
const truths = [false, true] as const;
const headerLengths = [7, 8] as const satisfies readonly Dialect['headerLength'][];

/**
 * Every dialect that this product can compute, the published vectors' first. Those that need one more step to be told apart stand side by
 * side: how the key is made is the outermost choice, then the header, then what is under the MAC.
 */
export const dialects: readonly Dialect[] = pinHash.options.flatMap((hash) =>
  cipher.options.flatMap((name) =>
    headerLengths.flatMap((headerLength) =>
      lcEndian.options.flatMap((endian) =>
        truths.map((lcInMac): Dialect => ({ pinHash: hash, cipher: name, lcInMac, lcEndian: endian, headerLength })),
      ),
    ),
  ),
);

export const isSameDialect = (left: Dialect, right: Dialect): boolean =>
  left.pinHash === right.pinHash &&
  left.cipher === right.cipher &&
  left.lcInMac === right.lcInMac &&
  left.lcEndian === right.lcEndian &&
  left.headerLength === right.headerLength;
