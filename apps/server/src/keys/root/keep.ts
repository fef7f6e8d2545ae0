import type { Db } from '../../context.ts';
import type { Log } from '../../db/log.ts';
import { describe } from '../../describe.ts';
import { createKeyring, type Keyring } from '../keyring.ts';
import type { Holder } from './holder.ts';
import { type Opened, unwrapWith } from './open.ts';
import { type OpenWrap, readWraps } from './wraps.ts';

/** How often the HSM is asked to open the root key again. */
const askSeconds = 5;

export interface KeptRoot {
  readonly keyring: Keyring;
  /** Asks once; by itself every five seconds. */
  ask(): Promise<void>;
  close(): void;
}

/**
 * The keyring of a running node. Where a master key or custodians opened it, it stays open. Where an HSM did, the HSM is asked again and again,
 * and who takes it away shuts what is sealed on every node after `graceSeconds`; when it is back, the node opens by itself.
 */
export function keepRoot(
  opened: Pick<Opened, 'root'> & { readonly holder?: Holder },
  { db, log, clock, graceSeconds, isAsking = true }: KeepGround,
): KeptRoot {
  const keyring = createKeyring(opened.root);
  opened.root.fill(0);
  const { holder } = opened;
  if (holder?.kind !== 'hsm') return { keyring, ask: async () => undefined, close: () => keyring.close() };

  let wraps: readonly OpenWrap[] = [];
  let heardAt = clock().getTime();
  let asking: Promise<void> | undefined;

  async function askNow(hsm: Holder): Promise<void> {
    // A rotation changes the wrap; a database that is away changes nothing.
    wraps = await readWraps(db).catch(() => wraps);
    try {
      const again = await unwrapWith(wraps, [hsm]);
      if (!again) throw new Error('the HSM has no key that opens the root key');
      heardAt = clock().getTime();
      if (!keyring.isOpen) log.info('the HSM is back: sealed data opens again');
      keyring.open(again.root);
      again.root.fill(0);
    } catch (error) {
      if (!keyring.isOpen || clock().getTime() - heardAt < graceSeconds * 1000) return;
      keyring.close();
      log.error({ reason: describe(error) }, 'the HSM is away: sealed data stays shut until it is back');
    }
  }
  const ask = () => (asking ??= askNow(holder).finally(() => (asking = undefined)));
  const timer = isAsking ? setInterval(() => void ask(), askSeconds * 1000) : undefined;
  return {
    keyring,
    ask,
    close() {
      clearInterval(timer);
      keyring.close();
    },
  };
}

export interface KeepGround {
  readonly db: Db;
  readonly log: Pick<Log, 'info' | 'error'>;
  readonly clock: () => Date;
  readonly graceSeconds: number;
  readonly isAsking?: boolean;
}
