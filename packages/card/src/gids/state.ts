import { CardStateError, COMMON_FIELDS, type CommonState, choice, list, parseCommon, record, text } from '../fields.ts';
import { type AdminCipher, keyLength } from '../iso/cipher.ts';
import { type KeyContainer, parseKeyContainer } from '../iso/container.ts';

/** All that a GIDS card keeps. Its admin counter is that of the admin key. */
export interface GidsState extends CommonState {
  readonly family: 'gids';
  /** The card id: 16 bytes as lower-case hex, as OpenSC prints it. */
  readonly serial: string;
  readonly userPin: string;
  readonly adminCipher: Extract<AdminCipher, '3des' | 'aes128' | 'aes256'>;
  /** Lower-case hex. */
  readonly adminKey: string;
  readonly containers: readonly KeyContainer[];
}

/** GIDS lets 4 pass; a PIN that we would not take anywhere else is not made here. */
export const GIDS_PIN = /^[\x20-\x7e]{6,16}$/;
const CARD_ID = /^[0-9a-f]{32}$/;
const KEY = /^[0-9a-f]+$/;
const FIELDS = [...COMMON_FIELDS, 'family', 'adminCipher', 'adminKey'];

/** @throws {CardStateError} */
export function parseGidsState(value: unknown): GidsState {
  const card = record(value, 'card', FIELDS);
  const state: GidsState = {
    family: choice(card, 'family', ['gids']),
    serial: text(card, 'serial', CARD_ID),
    userPin: text(card, 'userPin', GIDS_PIN),
    adminCipher: choice(card, 'adminCipher', ['3des', 'aes128', 'aes256']),
    adminKey: text(card, 'adminKey', KEY),
    ...parseCommon(card),
    containers: list(card, 'containers', parseKeyContainer),
  };
  if (state.adminKey.length !== 2 * keyLength(state.adminCipher))
    throw new CardStateError('adminKey has another length than its cipher takes');
  return state;
}
