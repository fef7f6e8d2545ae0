import { dirname, join } from 'node:path';
import { type Model, type ModelFault, openShelf, ownModels, type Shelf } from '@jiesuo/models';
import { type BridgeConfig, configPath } from '../config.ts';
import type { DriverOptions } from './create.ts';
import { type HostedDriver, hostDriver } from './host/host.ts';

let shelf: Shelf | undefined;
/** The bridge's own folder first, then the administrator's beside the configuration. */
const models = (): Shelf => (shelf ??= openShelf([ownModels, join(dirname(configPath()), 'models')]));

/** The UKey models in force now. */
export const openModels = (): readonly Model[] => models().models();
/** What is wrong with the files of models as they lie there. */
export const modelFaults = (): readonly ModelFault[] => models().faults();

/** The drivers that the configuration names, in its order, each in a child process of its own that starts when it is first asked. */
export function openDrivers({
  drivers,
  virtualPort,
  libraries,
}: Pick<BridgeConfig, 'drivers' | 'virtualPort' | 'libraries'>): readonly HostedDriver[] {
  const options: DriverOptions = {
    virtualPort,
    libraries,
    // Read anew for each child: a model that is added counts as soon as an idle child has ended.
    get models() {
      return openModels();
    },
  };
  return drivers.map((name) => hostDriver(name, { options }));
}
