import type { MethodProfile } from './profile.ts';

const u16 = (value: number, endian: MethodProfile['lcEndian']): number[] => {
  const bytes = [value >> 8, value & 0xff];
  return endian === 'big' ? bytes : bytes.reverse();
};

/**
 * A command as this profile's cards want it on the wire. Every command is built with the extended lengths of ISO 7816-4; cards with a header of
 * 8 bytes take `CLA INS P1 P2 Lc(2) Le(2) data` instead, in the profile's byte order. What is under a MAC is the same either way.
 * @throws RangeError for bytes that are no extended command.
 */
export function frame(profile: Pick<MethodProfile, 'headerLength' | 'lcEndian'>, apdu: Uint8Array): Uint8Array {
  if (profile.headerLength === 7) return apdu;
  const bytes = Buffer.from(apdu.buffer, apdu.byteOffset, apdu.byteLength);
  if (bytes.length < 7 || bytes[4] !== 0) throw new RangeError('not an extended command');
  const hasData = bytes.length > 7;
  const lc = hasData ? bytes.readUInt16BE(5) : 0;
  const rest = bytes.length - 7 - lc;
  if (rest !== 0 && !(hasData && rest === 2)) throw new RangeError('not an extended command');
  const le = hasData ? (rest === 2 ? bytes.readUInt16BE(7 + lc) : 0) : bytes.readUInt16BE(5);
  return Buffer.concat([
    bytes.subarray(0, 4),
    Buffer.from([...u16(lc, profile.lcEndian), ...u16(le, profile.lcEndian)]),
    bytes.subarray(7, 7 + lc),
  ]);
}
