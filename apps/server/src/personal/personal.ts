import { createHmac } from 'node:crypto';
import { open, seal, sealingKey } from '../keys/envelope.ts';
import { keyringOf, type Root } from '../keys/keyring.ts';

/** Seals personal data per field and finds it again by blind index. */
export interface Personal {
  /** AES-256-GCM envelope `v1.<keyId>.<iv>.<ciphertext+tag>`; `place` is `table.column:rowId`, so that a value moved to another row does not open. */
  seal(place: string, text: string): string;
  /** @throws Error when the envelope was changed or belongs elsewhere. */
  open(place: string, sealed: string): string;
  /** HMAC-SHA-256 of the normalised text under the index key: equal texts, equal index. */
  index(kind: 'mobile' | 'mail' | 'address' | 'code' | 'log_in' | 'deletion' | 'api_input', text: string): string;
}

/** Personal data under keys of their own, derived from the root key. */
export function createPersonal(root: Root): Personal {
  const keys = keyringOf(root);
  return {
    seal: (place, text) => seal(keys.sealing('personal'), place, Buffer.from(text)),
    open: (place, sealed) => open(keys.sealing('personal'), place, sealed).toString(),
    index: (kind, text) =>
      createHmac('sha256', keys.derive('personal index')).update(`${kind}\0${text}`).digest('base64url'),
  };
}

/** The id of the key that `createPersonal` seals with. */
export const personalKeyId = (root: Buffer): string => sealingKey(root, 'personal').id;
