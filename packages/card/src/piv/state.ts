import { CardStateError, COMMON_FIELDS, type CommonState, choice, list, parseCommon, record, text } from '../fields.ts';
import { type AdminCipher, adminCiphers, keyLength } from '../iso/cipher.ts';
import { type KeyContainer, parseKeyContainer } from '../iso/container.ts';

/**
 * All that a PIV card keeps. Its containers are named by their slots, `9a` and `9c`.
 * `puk`: PIV proper (NIST SP 800-73-4), the admin counter is the PUK's, key 9B only manages and has no counter, as on a YubiKey.
 * `admin_key`: PIV-like, no PUK; authentication with key 9B allows one RESET RETRY COUNTER with P1 02, and has the counter.
 */
export interface PivState extends CommonState {
  readonly family: 'piv';
  /** Of a YubiKey: a number under 2^32, in decimal. */
  readonly serial: string;
  readonly userPin: string;
  readonly unblockedBy: 'puk' | 'admin_key';
  /** 8 printable ASCII characters; never used where `unblockedBy` is `admin_key`. */
  readonly puk: string;
  readonly adminCipher: AdminCipher;
  /** Key 9B, lower-case hex. */
  readonly adminKey: string;
  readonly containers: readonly KeyContainer[];
}

/** SP 800-73-4 part 2 §2.4.3 asks for digits; YubiKeys take any byte, and 6 to 8 of them. */
export const PIV_PIN = /^[\x20-\x7e]{6,8}$/;
export const PUK = /^[\x20-\x7e]{8}$/;
const SERIAL = /^[1-9][0-9]{0,9}$/;
const KEY = /^[0-9a-f]+$/;
const FIELDS = [...COMMON_FIELDS, 'family', 'unblockedBy', 'puk', 'adminCipher', 'adminKey'];

/** @throws {CardStateError} */
export function parsePivState(value: unknown): PivState {
  const card = record(value, 'card', FIELDS);
  const state: PivState = {
    family: choice(card, 'family', ['piv']),
    serial: text(card, 'serial', SERIAL),
    userPin: text(card, 'userPin', PIV_PIN),
    unblockedBy: choice(card, 'unblockedBy', ['puk', 'admin_key']),
    puk: text(card, 'puk', PUK),
    adminCipher: choice(card, 'adminCipher', adminCiphers),
    adminKey: text(card, 'adminKey', KEY),
    ...parseCommon(card),
    containers: list(card, 'containers', parseKeyContainer),
  };
  if (Number(state.serial) > 0xffffffff) throw new CardStateError('serial is no number under 2^32');
  if (state.adminKey.length !== 2 * keyLength(state.adminCipher))
    throw new CardStateError('adminKey has another length than its cipher takes');
  if (state.containers.some(({ name }) => name !== '9a' && name !== '9c'))
    throw new CardStateError('a container is neither 9a nor 9c');
  return state;
}
