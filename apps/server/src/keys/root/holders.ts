import type { Config } from '../../config.ts';
import { holdHsmKeys } from '../hsm/holder.ts';
import { isMasterKeyGiven, loadMasterKeys } from '../master.ts';
import type { Holder } from './holder.ts';
import { holdMasterKeys } from './masterHolder.ts';
import type { FirstRoot } from './open.ts';

export type KeyPlaces = Pick<Config, 'dataDir' | 'isProduction' | 'masterKey' | 'masterKeyFile' | 'vault'>;

export interface Held {
  readonly holders: readonly Holder[];
  readonly first: FirstRoot;
  close(): void;
}

/** Everything that the settings name as holding wrapping keys. Whoever asks closes them. @throws {StartFault} for a key file that is not good. */
export function openHolders(config: KeyPlaces): Held {
  const isMasterGiven = isMasterKeyGiven(config);
  const isMasterHere = isMasterGiven || (config.vault.hsm === undefined && !config.vault.isUnsealedByShares);
  const file = isMasterHere ? loadMasterKeys(config) : undefined;
  const holders = [
    ...(file ? [holdMasterKeys(file)] : []),
    ...(config.vault.hsm ? [holdHsmKeys(config.vault.hsm)] : []),
  ];
  const [master] = file?.keys ?? [];
  return {
    holders,
    first: { master: master && Buffer.from(master), isMasterGiven },
    close() {
      for (const holder of holders) holder.close();
    },
  };
}
