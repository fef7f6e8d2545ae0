import { type Model, ownModels, readModels } from '@jiesuo/models';
import type { BridgeConfig } from '../config.ts';
import type { DriverOptions } from './create.ts';
import { type HostedDriver, hostDriver } from './host/host.ts';

/** The UKey models that come with the bridge. */
export const openModels = (): readonly Model[] => readModels([ownModels]).models;

/** The drivers that the configuration names, in its order, each in a child process of its own that starts when it is first asked. */
export function openDrivers({
  drivers,
  virtualPort,
  libraries,
}: Pick<BridgeConfig, 'drivers' | 'virtualPort' | 'libraries'>): readonly HostedDriver[] {
  const options: DriverOptions = { virtualPort, libraries, models: openModels() };
  return drivers.map((name) => hostDriver(name, { options }));
}
