import type { BridgeConfig } from '../config.ts';
import type { Profile } from '../profiles/profile.ts';
import type { Driver } from './driver.ts';
import { createPcscDriver } from './pcsc/driver.ts';
import { createVirtualDriver } from './virtual/driver.ts';

/** The drivers that the configuration names, in its order. */
export function openDrivers(
  { drivers, virtualPort }: Pick<BridgeConfig, 'drivers' | 'virtualPort'>,
  profiles: readonly Profile[],
): readonly Driver[] {
  return drivers.map((name) =>
    name === 'virtual' ? createVirtualDriver({ port: virtualPort }) : createPcscDriver({ profiles }),
  );
}
