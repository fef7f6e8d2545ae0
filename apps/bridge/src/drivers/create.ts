import type { Model } from '@jiesuo/models';
import type { Opening } from './host/wire.ts';
import type { AllowedLibrary } from './library.ts';
import type { Driver } from './ukey.ts';

/** What the drivers need, as data: it travels to their children. */
export interface DriverOptions {
  readonly virtualPort: number;
  readonly models: readonly Model[];
  /** The only libraries of vendors that may be loaded. */
  readonly libraries: readonly AllowedLibrary[];
}

/** Makes one driver in this process, which is a child of the bridge; only what it needs is loaded. @throws Error for an unknown name. */
export async function createDriver({ driver, options }: Opening): Promise<Driver> {
  const { virtualPort, models } = options as DriverOptions;
  switch (driver) {
    case 'virtual':
      return (await import('./virtual/driver.ts')).createVirtualDriver({ port: virtualPort, models });
    case 'pcsc':
      return (await import('./pcsc/driver.ts')).createPcscDriver({ models });
    default:
      throw new Error(`there is no driver ${driver}`);
  }
}
