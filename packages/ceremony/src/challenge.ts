import type { ChallengeProfile } from './profile.ts';
import { type BlockCipher, decryptBlocks, encryptBlocks, isSame } from './seam.ts';

/** Cryptograms of cards with a symmetric admin key (docs/protocol.md §1a). The key stays on the server: what leaves is one answer to one fresh challenge. */

type Cipher = ChallengeProfile['cipher'];
const ciphers: Readonly<Record<Cipher, { name: BlockCipher; key: 16 | 24 | 32; block: 8 | 16; piv: number }>> = {
  '3des-cbc': { name: 'des-ede3-cbc', key: 24, block: 8, piv: 0x03 },
  '3des-ecb': { name: 'des-ede3-ecb', key: 24, block: 8, piv: 0x03 },
  'aes-128-cbc': { name: 'aes-128-cbc', key: 16, block: 16, piv: 0x08 },
  'aes-128-ecb': { name: 'aes-128-ecb', key: 16, block: 16, piv: 0x08 },
  'aes-192-ecb': { name: 'aes-192-ecb', key: 24, block: 16, piv: 0x0a },
  'aes-256-cbc': { name: 'aes-256-cbc', key: 32, block: 16, piv: 0x0c },
  'aes-256-ecb': { name: 'aes-256-ecb', key: 32, block: 16, piv: 0x0c },
};
/** R1 and R2 of GIDS, whatever the cipher. */
const mutualLength = 16;

/** True where K proves itself, too, before it takes a PIN. */
export const isMutual = (profile: ChallengeProfile): boolean => profile.scheme === 'gids';
/** Bytes of the admin key. */
export const adminKeyLength = (profile: ChallengeProfile): number => ciphers[profile.cipher].key;
/** Bytes of K's challenge. */
export const challengeLength = (profile: ChallengeProfile): number =>
  isMutual(profile) ? mutualLength : ciphers[profile.cipher].block;
/** Random bytes that the server brings for one answer: Z1 without its end mark. */
export const fillerLength = (profile: ChallengeProfile): number =>
  isMutual(profile) ? ciphers[profile.cipher].block - 1 : 0;
/** Bytes of K's own cryptogram, 0 where it gives none. */
export const answerLength = (profile: ChallengeProfile): number =>
  isMutual(profile) ? 2 * mutualLength + ciphers[profile.cipher].block : 0;

/** CLA to the cryptogram's first byte: GENERAL AUTHENTICATE with a dynamic template that holds one answer (tag 82). */
function head(profile: ChallengeProfile): Buffer {
  const { piv, block } = ciphers[profile.cipher];
  const length = isMutual(profile) ? answerLength(profile) : block;
  // GIDS names the key by MANAGE SECURITY ENVIRONMENT before, PIV by P1 and P2.
  const [p1, p2] = isMutual(profile) ? [0x00, 0x00] : [piv, Number.parseInt(profile.keyRef, 16)];
  return Buffer.from([0x00, 0x87, p1, p2, length + 4, 0x7c, length + 2, 0x82, length]);
}
/** Le: all there is. */
const tail = (profile: ChallengeProfile): Buffer => (isMutual(profile) ? Buffer.from([0x00]) : Buffer.alloc(0));
const commandLength = (profile: ChallengeProfile): number =>
  head(profile).length +
  (isMutual(profile) ? answerLength(profile) : ciphers[profile.cipher].block) +
  tail(profile).length;

function assertLength(what: string, bytes: Uint8Array, length: number): void {
  if (bytes.length !== length) throw new RangeError(`${what} has ${length} bytes`);
}

/**
 * The server's answer to K's challenge, as the command that carries it. GIDS: E(K, R2‖R1‖Z1), CBC with IV 0 (the minidriver text says ECB; cards do CBC),
 * Z1 = `filler` ‖ 80. PIV: E(K, challenge). @throws RangeError for wrong lengths.
 */
export function respondCommand(
  profile: ChallengeProfile,
  key: Uint8Array,
  facts: { readonly hostChallenge: Uint8Array; readonly challenge: Uint8Array; readonly filler: Uint8Array },
): Buffer {
  assertLength('the admin key', key, adminKeyLength(profile));
  assertLength('a challenge', facts.challenge, challengeLength(profile));
  assertLength('the filler', facts.filler, fillerLength(profile));
  assertLength('the host challenge', facts.hostChallenge, mutualLength);
  const plain = isMutual(profile)
    ? Buffer.concat([facts.challenge, facts.hostChallenge, facts.filler, Buffer.from([0x80])])
    : facts.challenge;
  return Buffer.concat([head(profile), encryptBlocks(ciphers[profile.cipher].name, key, plain), tail(profile)]);
}

/** The only bytes a bridge forwards for `respond`: GENERAL AUTHENTICATE with one answer, for this profile's key, whole. */
export function isRespond(profile: ChallengeProfile, apdu: Uint8Array): boolean {
  const [start, end] = [head(profile), tail(profile)];
  return (
    apdu.length === commandLength(profile) &&
    start.every((byte, i) => apdu[i] === byte) &&
    end.every((byte, i) => apdu[apdu.length - end.length + i] === byte)
  );
}

/** K's own cryptogram E(K, R1‖R2‖Z2): true when it knows the key and answers this very pair. */
export function isGoodAnswer(
  profile: ChallengeProfile,
  key: Uint8Array,
  facts: { readonly hostChallenge: Uint8Array; readonly challenge: Uint8Array; readonly answer: Uint8Array },
): boolean {
  assertLength('the admin key', key, adminKeyLength(profile));
  if (!isMutual(profile) || facts.answer.length !== answerLength(profile)) return false;
  const plain = decryptBlocks(ciphers[profile.cipher].name, key, facts.answer);
  return isSame(plain.subarray(0, 2 * mutualLength), Buffer.concat([facts.hostChallenge, facts.challenge]));
}
