import { equalBytes } from '../applet/equal.ts';
import { rawPower } from '../applet/private-key.ts';
import { NOTHING, Refusal, status } from '../applet/status.ts';
import { spendTry } from '../applet/tries.ts';
import { type AdminCipher, blockLength, encrypt } from '../iso/cipher.ts';
import { derOf, signDigest } from '../iso/ecdsa.ts';
import { openTlv, tlv } from '../iso/tlv.ts';
import type { Chip, PivCommand } from './session.ts';

/** SP 800-78-4 table 6-2: algorithm identifiers. */
const ADMIN_ALGORITHM: Readonly<Record<AdminCipher, number>> = {
  '3des': 0x03,
  aes128: 0x08,
  aes192: 0x0a,
  aes256: 0x0c,
};
const RSA_2048 = 0x07;
const P256 = 0x11;
const ADMIN_KEY = 0x9b;

/** GENERAL AUTHENTICATE: P1 the algorithm, P2 the key. 9A and 9C sign, 9B proves that the host is the card's manager. */
export const generalAuthenticate: PivCommand = (chip, { p1, p2, data }) => {
  const isFresh = chip.session.isPinFresh;
  chip.session.isPinFresh = false;
  const parts = openTlv('7c', data);
  return p2 === ADMIN_KEY ? authenticate(chip, p1, parts) : sign(chip, p1, p2, parts, isFresh);
};

type Parts = ReadonlyMap<string, Uint8Array>;

function sign(chip: Chip, algorithm: number, slot: number, parts: Parts, isFresh: boolean): Uint8Array {
  const container = chip.state.containers.find(({ name }) => name === slot.toString(16));
  if (container === undefined) throw new Refusal(status.notFound);
  if (algorithm !== (container.kind === 'rsa' ? RSA_2048 : P256)) throw new Refusal(status.wrongParameters);
  const input = parts.get('81');
  if (input === undefined || parts.get('82')?.length !== 0) throw new Refusal(status.wrongData);
  if (!chip.session.isUser || (container.name === '9c' && !isFresh)) throw new Refusal(status.notLoggedIn);
  if (container.kind === 'rsa') return answer(rawPower(container.privateKey, input));
  if (input.length !== 32) throw new Refusal(status.wrongData);
  return answer(derOf(signDigest(container.privateKey, input)));
}

/**
 * Key 9B in two commands, each way (SP 800-73-4 part 2 appendix A.1).
 * Single: {81 –} is answered by {81 C}; {82 E(C)} ends it. Mutual: {80 –} by {80 E(W)}; {80 W, 81 H} by {82 E(H)}. E is one block, ECB.
 */
function authenticate(chip: Chip, algorithm: number, parts: Parts): Uint8Array {
  const { session, state } = chip;
  // 00 is 3DES; a bare challenge is given under it whatever the cipher, for that is how OpenSC asks a card for random bytes.
  const isDefault = algorithm === 0 && (state.adminCipher === '3des' || parts.get('81')?.length === 0);
  if (algorithm !== ADMIN_ALGORITHM[state.adminCipher] && !isDefault) throw new Refusal(status.wrongParameters);
  const { asked } = session;
  session.asked = undefined;
  session.isAdmin = false;
  const [challenge, response, witness] = [parts.get('81'), parts.get('82'), parts.get('80')];
  if (challenge?.length === 0) return ask(chip, 'challenge', '81');
  if (witness?.length === 0) return ask(chip, 'witness', '80');
  if (response !== undefined && asked?.kind === 'challenge') {
    tryAdmin(chip, () => equalBytes(response, seal(chip, asked.block)));
    session.isAdmin = true;
    return NOTHING;
  }
  if (witness !== undefined && asked?.kind === 'witness' && challenge?.length === blockLength(state.adminCipher)) {
    tryAdmin(chip, () => equalBytes(witness, asked.block));
    session.isAdmin = true;
    return answer(seal(chip, challenge));
  }
  throw new Refusal(status.wrongData);
}

function ask(chip: Chip, kind: 'challenge' | 'witness', tag: string): Uint8Array {
  if (chip.state.unblockedBy === 'admin_key' && chip.state.adminTriesLeft === 0) throw new Refusal(status.locked);
  const block = Uint8Array.from(chip.random(blockLength(chip.state.adminCipher)));
  chip.session.asked = { kind, block };
  return tlv('7c', tlv(tag, kind === 'witness' ? seal(chip, block) : block));
}

/** Key 9B of a card with a PUK has no counter, as on a YubiKey. */
function tryAdmin(chip: Chip, isRight: () => boolean): void {
  if (chip.state.unblockedBy === 'admin_key') spendTry(chip, 'admin', isRight);
  else if (!isRight()) throw new Refusal(status.notLoggedIn);
}

const seal = ({ state }: Chip, block: Uint8Array): Buffer =>
  encrypt(state.adminCipher, 'ecb', Buffer.from(state.adminKey, 'hex'), block);
const answer = (value: Uint8Array): Uint8Array => tlv('7c', tlv('82', value));
