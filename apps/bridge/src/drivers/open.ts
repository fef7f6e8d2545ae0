import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Model, type ModelFault, openShelf, ownModels, type Shelf } from '@jiesuo/models';
import { type BridgeConfig, configPath } from '../config.ts';
import { driver32 } from '../ship/driver32.ts';
import type { DriverOptions } from './create.ts';
import { type HostedDriver, hostDriver } from './host/host.ts';
import { launch } from './host/start.ts';
import { isOfThisMachine } from './library-format.ts';

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
  const optionsWith = (some: DriverOptions['libraries']): DriverOptions => ({
    virtualPort,
    libraries: some,
    // Read anew for each child: a model that is added counts as soon as an idle child has ended.
    get models() {
      return openModels();
    },
  });
  const helper = driver32();
  const small = helper === undefined ? [] : libraries.filter(({ path }) => isFor32Bits(path));
  const options = optionsWith(libraries.filter((library) => !small.includes(library)));
  return drivers.flatMap((name) => {
    const driver = hostDriver(name, { options });
    if (helper === undefined || small.length === 0 || (name !== 'skf' && name !== 'pkcs11')) return [driver];
    // 32-bit code does not load into a 64-bit process: those libraries have a child of their own kind.
    const start = () => launch(helper.program, helper.parameters);
    return [driver, hostDriver(name, { options: optionsWith(small), start })];
  });
}

function isFor32Bits(path: string): boolean {
  try {
    return isOfThisMachine(readFileSync(path), 'ia32');
  } catch {
    return false;
  }
}
