import { createHmac } from 'node:crypto';
import { derive, open, seal, sealingKey } from '../keys/envelope.ts';

/** Seals personal data per field and finds it again by blind index. */
export interface Personal {
  /** AES-256-GCM envelope `v1.<keyId>.<iv>.<ciphertext+tag>`; `place` is `table.column:rowId`, so that a value moved to another row does not open. */
  seal(place: string, text: string): string;
  /** @throws Error when the envelope was changed or belongs elsewhere. */
  open(place: string, sealed: string): string;
  /** HMAC-SHA-256 of the normalised text under the index key: equal texts, equal index. */
  index(kind: 'mobile' | 'mail' | 'address' | 'code' | 'log_in' | 'deletion' | 'api_input', text: string): string;
}

/** Personal data under keys of their own, derived from the master key. */
export function createPersonal(master: Buffer): Personal {
  const key = sealingKey(master, 'personal');
  const indexKey = derive(master, 'personal index');
  return {
    seal: (place, text) => seal(key, place, Buffer.from(text)),
    open: (place, sealed) => open(key, place, sealed).toString(),
    index: (kind, text) => createHmac('sha256', indexKey).update(`${kind}\0${text}`).digest('base64url'),
  };
}

/** The id of the key that `createPersonal` seals with. */
export const personalKeyId = (master: Buffer): string => sealingKey(master, 'personal').id;
