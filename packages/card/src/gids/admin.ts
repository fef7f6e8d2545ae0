import { equalBytes } from '../applet/equal.ts';
import { NOTHING, Refusal, status } from '../applet/status.ts';
import { spendTry } from '../applet/tries.ts';
import { blockLength, decrypt, encrypt } from '../iso/cipher.ts';
import { requireParameters } from '../iso/parameters.ts';
import { openTlv, readTlvs, tlv } from '../iso/tlv.ts';
import { type Chip, containerOf, type GidsCommand } from './session.ts';

const ADMIN_KEY = 0x80;
const CHALLENGE = 16;

/** MANAGE SECURITY ENVIRONMENT: C1 A4 names the admin key, 41 B6 a key that signs. */
export const manageSecurityEnvironment: GidsCommand = (chip, { p1, p2, data }) => {
  const named = readTlvs(data);
  if (p1 === 0xc1 && p2 === 0xa4) {
    if (named.get('83')?.[0] !== ADMIN_KEY) throw new Refusal(status.notFound);
    chip.session.isAdminKeyNamed = true;
    chip.session.challenges = undefined;
    return NOTHING;
  }
  requireParameters({ p1, p2 }, 0x41, 0xb6);
  const reference = named.get('84')?.[0] ?? 0;
  const algorithm = (named.get('80')?.[0] ?? 0) & 0x0f;
  if (algorithm !== (containerOf(chip, reference).kind === 'rsa' ? 0x07 : 0x0c)) throw new Refusal(status.wrongData);
  chip.session.signingKey = reference;
  return NOTHING;
};

/**
 * GENERAL AUTHENTICATE, mutual, in two commands: {81 R1} is answered by {81 R2}; {82 E(R2‖R1‖Z1)} by {82 E(R1‖R2‖Z2)}.
 * E is CBC from zero; each Z is one block less one byte at random, then 80. R1 and R2 have 16 bytes.
 * The second command is the try, and ends the authentication whatever it brings.
 */
export const generalAuthenticate: GidsCommand = (chip, apdu) => {
  requireParameters(apdu, 0, 0);
  const { session, state } = chip;
  if (!session.isAdminKeyNamed) throw new Refusal(status.conditionsNotMet);
  const parts = openTlv('7c', apdu.data);
  const host = parts.get('81');
  if (host !== undefined) {
    if (host.length !== CHALLENGE) throw new Refusal(status.wrongData);
    if (state.adminTriesLeft === 0) throw new Refusal(status.locked);
    session.challenges = { host: Uint8Array.from(host), card: Uint8Array.from(chip.random(CHALLENGE)) };
    return tlv('7c', tlv('81', session.challenges.card));
  }
  const { challenges } = session;
  session.challenges = undefined;
  session.isAdmin = false;
  const cryptogram = parts.get('82');
  if (challenges === undefined) throw new Refusal(status.conditionsNotMet);
  if (cryptogram?.length !== 2 * CHALLENGE + blockLength(state.adminCipher)) throw new Refusal(status.wrongData);
  spendTry(chip, 'admin', () => isAnswer(chip, challenges, cryptogram));
  session.isAdmin = true;
  const pad = Buffer.concat([chip.random(blockLength(state.adminCipher) - 1), Buffer.of(0x80)]);
  const plain = Buffer.concat([challenges.host, challenges.card, pad]);
  return tlv('7c', tlv('82', encrypt(state.adminCipher, 'cbc', adminKey(chip), plain)));
};

function isAnswer(
  chip: Chip,
  { host, card }: { readonly host: Uint8Array; readonly card: Uint8Array },
  cryptogram: Uint8Array,
): boolean {
  const plain = decrypt(chip.state.adminCipher, 'cbc', adminKey(chip), cryptogram);
  const isFresh = equalBytes(plain.subarray(0, 2 * CHALLENGE), Buffer.concat([card, host]));
  return isFresh && plain.at(-1) === 0x80;
}

const adminKey = (chip: Chip): Buffer => Buffer.from(chip.state.adminKey, 'hex');
