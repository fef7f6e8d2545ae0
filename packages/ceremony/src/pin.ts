import type { MethodProfile } from './profile.ts';
import { sha1, sm3, sm4CbcMac, sm4Encrypt } from './seam.ts';

/** 16 bytes, zero-padded. @throws RangeError for a PIN of more than 16 bytes. */
export function padPin(pin: Uint8Array): Buffer {
  if (pin.length > 16) throw new RangeError('a PIN has at most 16 bytes');
  const padded = Buffer.alloc(16);
  padded.set(pin);
  return padded;
}

/** K(pin) = H(P16(pin))[0..15]. The caller wipes it. */
export function pinKey(profile: MethodProfile, pin: Uint8Array): Buffer {
  const padded = padPin(pin);
  const whole = profile.pinHash === 'sha1' ? sha1(padded) : sm3(padded);
  padded.fill(0);
  return whole.subarray(0, 16);
}

const block = (head: Uint8Array): Buffer => Buffer.concat([head, Buffer.alloc(16 - head.length)]);

function assertLengths(appId: Uint8Array, challenge: Uint8Array): void {
  if (appId.length !== 2) throw new RangeError('AppID has 2 bytes');
  if (challenge.length !== 8) throw new RangeError('a challenge has 8 bytes');
}

/** VERIFY PIN (docs/protocol.md §1): 25 bytes. Whoever has it and the challenge can guess the PIN offline: only random admin PINs are answered remotely. */
export function verifyCommand(
  key: Uint8Array,
  type: 'admin' | 'user',
  appId: Uint8Array,
  challenge: Uint8Array,
): Buffer {
  assertLengths(appId, challenge);
  return Buffer.concat([
    Buffer.from([0x80, 0x18, 0x00, type === 'admin' ? 0 : 1, 0x00, 0x00, 0x12]),
    appId,
    sm4Encrypt(key, block(challenge)),
  ]);
}

/** No K may ever be set to a PIN that nobody could type: a wiped buffer must not become one (GM/T 0016-2012 §8: at least 6). */
function assertPin(pin: Uint8Array): void {
  if (pin.length < 6 || pin.some((byte) => byte < 0x21 || byte > 0x7e))
    throw new RangeError('a PIN has 6 to 16 printable characters');
}

function macCommand(
  profile: MethodProfile,
  key: Uint8Array,
  ins: number,
  p2: number,
  appId: Uint8Array,
  challenge: Uint8Array,
  newPin: Uint8Array,
): Buffer {
  assertLengths(appId, challenge);
  assertPin(newPin);
  const padded = padPin(newPin);
  const data = Buffer.concat([appId, sm4Encrypt(key, padded)]);
  padded.fill(0);
  const lc = data.length + (profile.lcInMac ? 4 : 0);
  const lcBytes = profile.lcEndian === 'big' ? [lc >> 8, lc & 0xff] : [lc & 0xff, lc >> 8];
  const head = Buffer.from([0x84, ins, 0x00, p2, ...lcBytes, 0x00, 0x00]);
  const open = Buffer.concat([head, data, Buffer.from([0x80])]);
  const blocks = Buffer.concat([open, Buffer.alloc((16 - (open.length % 16)) % 16)]);
  const mac = sm4CbcMac(key, block(challenge), blocks).subarray(0, 4);
  return Buffer.concat([Buffer.from([0x84, ins, 0x00, p2, 0x00, 0x00, data.length + 4]), data, mac]);
}

/** UNBLOCK PIN: sets the user PIN and its counter under the admin key; 29 bytes. */
export const unblockCommand = (
  profile: MethodProfile,
  adminKey: Uint8Array,
  appId: Uint8Array,
  challenge: Uint8Array,
  newPin: Uint8Array,
): Buffer => macCommand(profile, adminKey, 0x1a, 0x00, appId, challenge, newPin);

/** CHANGE PIN of the user. Built and used in the bridge alone: it must never enter transcript, journal or log. */
export const changeCommand = (
  profile: MethodProfile,
  oldKey: Uint8Array,
  appId: Uint8Array,
  challenge: Uint8Array,
  newPin: Uint8Array,
): Buffer => macCommand(profile, oldKey, 0x16, 0x01, appId, challenge, newPin);

/** The only bytes a bridge forwards for `verify`: INS 18, admin, this AppID, right length. */
export const isAdminVerify = (apdu: Uint8Array, appId: Uint8Array): boolean =>
  startsWith(apdu, [0x80, 0x18, 0x00, 0x00, 0x00, 0x00, 0x12], appId, 25);
/** The only bytes a bridge forwards for `unblock`: INS 1A with MAC, this AppID, right length. */
export const isUnblock = (apdu: Uint8Array, appId: Uint8Array): boolean =>
  startsWith(apdu, [0x84, 0x1a, 0x00, 0x00, 0x00, 0x00, 0x16], appId, 29);

const startsWith = (apdu: Uint8Array, head: readonly number[], appId: Uint8Array, length: number): boolean =>
  apdu.length === length && head.every((b, i) => apdu[i] === b) && apdu[7] === appId[0] && apdu[8] === appId[1];

const pieceLength = 8;
/** An answer to a printable, constant or repeated piece of 8 bytes would be a chosen-plaintext encryption under the admin key. */
export function isWeakChallenge(challenge: string, seen: readonly string[]): boolean {
  const bytes = Buffer.from(challenge, 'hex');
  const pieces = Array.from({ length: Math.ceil(bytes.length / pieceLength) }, (_, n) =>
    bytes.subarray(n * pieceLength, (n + 1) * pieceLength),
  );
  return (
    seen.includes(challenge) ||
    pieces.some((piece) => piece.every((b) => b >= 0x20 && b < 0x7f) || piece.every((b) => b === piece[0]))
  );
}
