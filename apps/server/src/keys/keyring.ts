import { createHash } from 'node:crypto';
import { Refusal } from '../refusal.ts';
import { derive, type SealingKey } from './envelope.ts';

/** Every key that data is sealed with, all derived from the root key. Keys are the keyring's: they must not be changed, nor kept over an `await`. */
export interface Keyring {
  /** @throws {Refusal} `unavailable` while the root key is away: the HSM is not there. */
  derive(purpose: string): Buffer;
  /** @throws {Refusal} as `derive`. */
  sealing(purpose: string): SealingKey;
}

export interface LiveKeyring extends Keyring {
  readonly isOpen: boolean;
  /** Takes a copy of the root key. */
  open(root: Buffer): void;
  /** Wipes the root key and all that came from it; what is sealed stays shut until `open`. */
  close(): void;
}

export function createKeyring(first?: Buffer): LiveKeyring {
  let root: Buffer | undefined = first && Buffer.from(first);
  const derived = new Map<string, SealingKey>();
  const sealing = (purpose: string): SealingKey => {
    if (!root) throw new Refusal('unavailable', { inside: 'the root key is away' });
    const known = derived.get(purpose);
    if (known) return known;
    const key = derive(root, purpose);
    const made = { id: idOf(key), key };
    derived.set(purpose, made);
    return made;
  };
  const close = () => {
    root?.fill(0);
    for (const { key } of derived.values()) key.fill(0);
    derived.clear();
    root = undefined;
  };
  return {
    derive: (purpose) => sealing(purpose).key,
    sealing,
    get isOpen() {
      return root !== undefined;
    },
    open(next) {
      if (root?.equals(next)) return;
      close();
      root = Buffer.from(next);
    },
    close,
  };
}

/** The bytes of a root key that is always there, or a keyring whose root key may go away. */
export type Root = Buffer | Keyring;

export const keyringOf = (root: Root): Keyring => (Buffer.isBuffer(root) ? createKeyring(root) : root);

/** Of a key: its hash tells a wrong key from a changed envelope and gives nothing away. */
export const idOf = (key: Buffer): string =>
  createHash('sha256').update('jiesuo key id').update(key).digest('hex').slice(0, 8);
