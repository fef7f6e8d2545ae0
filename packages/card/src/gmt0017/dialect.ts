import { choice, type Fields, flag, record } from '../fields.ts';

/** What differs between cards of this family (docs/protocol.md, "Profiles"). */
export interface Dialect {
  /** Makes the key from a PIN. */
  readonly pinHash: 'sha1' | 'sm3';
  /** The length under the MAC counts the MAC's 4 bytes. */
  readonly lcInMac: boolean;
  /** Byte order of that length; with a header of 8 bytes also of the lengths on the wire. */
  readonly lcEndian: 'big' | 'little';
  /** 7: extended lengths of ISO 7816-4; 8: CLA INS P1 P2 Lc(2) Le(2). */
  readonly headerLength: 7 | 8;
}

/** What a card speaks that says nothing of its dialect: the published vectors'. */
export const FIRST_DIALECT: Dialect = { pinHash: 'sha1', lcInMac: false, lcEndian: 'big', headerLength: 7 };

/** @throws {CardStateError} */
export function parseDialect(value: unknown): Dialect {
  const fields: Fields = record(value, 'dialect', Object.keys(FIRST_DIALECT));
  return {
    pinHash: choice(fields, 'pinHash', ['sha1', 'sm3']),
    lcInMac: flag(fields, 'lcInMac'),
    lcEndian: choice(fields, 'lcEndian', ['big', 'little']),
    headerLength: choice(fields, 'headerLength', [7, 8]),
  };
}
