import { createHmac } from 'node:crypto';
import { open, seal } from '../keys/envelope.ts';
import { keyringOf, type Root } from '../keys/keyring.ts';

/** Holds each UKey's admin secret. `ceremonies/` makes answers for one card of it; only `prepare.ts` there lets one leave, sealed, where decision 013 allows it. */
export interface Vault {
  /** Seals an admin PIN for the registry. `place` is the admin_secrets row's id. */
  seal(place: string, adminPin: string): string;
  /** Keyed digest for equality: two UKeys with the same secret have the same digest. */
  digest(adminPin: string): string;
  /**
   * Runs `use` with the secret's bytes, wipes them afterwards, and gives back what `use` gave.
   * `use` must be synchronous: a secret in use never waits for a network. @throws Error when it gives back a promise.
   */
  withSecret<T>(place: string, sealed: string, use: (adminPin: Buffer) => T): T;
}

/** A vault under keys of its own, derived from the root key: what opens personal data does not open admin secrets. */
export function createVault(root: Root): Vault {
  const keys = keyringOf(root);
  const at = (place: string) => `admin_secrets.sealed:${place}`;
  return {
    seal(place, adminPin) {
      const bytes = Buffer.from(adminPin);
      try {
        return seal(keys.sealing('vault'), at(place), bytes);
      } finally {
        bytes.fill(0);
      }
    },
    digest: (adminPin) => createHmac('sha256', keys.derive('vault digest')).update(adminPin).digest('hex'),
    withSecret(place, sealed, use) {
      const secret = open(keys.sealing('vault'), at(place), sealed);
      try {
        const result = use(secret);
        if (result instanceof Promise) throw new Error('a vault secret must be used synchronously');
        return result;
      } finally {
        secret.fill(0);
      }
    },
  };
}
