import { basename } from 'node:path';
import type { Model } from '@jiesuo/models';
import type { Opening } from './host/wire.ts';
import type { AllowedLibrary } from './library.ts';
import type { Driver } from './ukey.ts';

/** What the drivers need, as data: it travels to their children. */
export interface DriverOptions {
  readonly virtualPort: number;
  readonly models: readonly Model[];
  /** The only libraries of vendors that may be loaded. */
  readonly libraries: readonly ConfiguredLibrary[];
}

/** Which interface a library speaks can be told by hand where no model names its file. */
export interface ConfiguredLibrary extends AllowedLibrary {
  readonly driver?: 'skf' | 'pkcs11' | undefined;
}

/** Makes one driver in this process, which is a child of the bridge; only what it needs is loaded. @throws Error for an unknown name. */
export async function createDriver({ driver, options }: Opening): Promise<Driver> {
  const { virtualPort, models, libraries } = options as DriverOptions;
  switch (driver) {
    case 'virtual':
      return (await import('./virtual/driver.ts')).createVirtualDriver({ port: virtualPort, models });
    case 'pcsc':
      return (await import('./pcsc/driver.ts')).createPcscDriver({ models });
    case 'skf':
      return (await import('./skf/driver.ts')).createSkfDriver({
        models,
        libraries: librariesFor('skf', libraries, models),
      });
    case 'pkcs11':
      return (await import('./pkcs11/driver.ts')).createPkcs11Driver({
        models,
        modules: librariesFor('pkcs11', libraries, models),
      });
    default:
      throw new Error(`there is no driver ${driver}`);
  }
}

/** Those that are marked for this driver, and of the others those whose file a model names for it, or that no model names at all. */
export function librariesFor(
  driver: 'skf' | 'pkcs11',
  libraries: readonly ConfiguredLibrary[],
  models: readonly Model[],
): readonly AllowedLibrary[] {
  const named = (name: string, by: 'skf' | 'pkcs11') =>
    models.some(({ drivers }) => {
      const files = by === 'skf' ? drivers.skf?.libraries : drivers.pkcs11?.modules;
      return Object.values(files ?? {}).some((list) => list.includes(name));
    });
  const other = driver === 'skf' ? 'pkcs11' : 'skf';
  return libraries.filter((library) => {
    if (library.driver !== undefined) return library.driver === driver;
    const name = basename(library.path);
    return named(name, driver) || !named(name, other);
  });
}
