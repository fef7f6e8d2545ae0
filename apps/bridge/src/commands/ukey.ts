import type { FailureCode } from '@jiesuo/ceremony';
import { DriverFault } from '../drivers/driver.ts';
import type { Driver, Slot, Ukey } from '../drivers/ukey.ts';

/** A slot and the driver that knows it. */
export interface Place {
  readonly driver: Driver;
  readonly slot: Slot;
}

/** What is plugged in and of a model that we know, in the order of the drivers; they look at the same time. */
export async function placesOf(drivers: readonly Driver[]): Promise<readonly Place[]> {
  return (await lookAt(drivers)).places;
}
async function lookAt(drivers: readonly Driver[]): Promise<{ places: Place[]; lost: FailureCode[] }> {
  const listings = await Promise.all(drivers.map(async (driver) => ({ driver, ...(await driver.list()) })));
  const places = listings.flatMap(({ driver, slots }) =>
    slots.filter(({ model }) => model !== undefined).map((slot) => ({ driver, slot })),
  );
  const lost = listings
    .flatMap(({ conditions }) => conditions)
    .flatMap(({ code }) => (code === 'driver_hangs' ? 'time_out' : code === 'driver_crashed' ? 'ukey_fault' : []));
  return { places, lost };
}

/**
 * Opens what is plugged in, one after another; gives each to `take`, which answers true to keep it. What is not kept is released.
 * A UKey that several drivers reach is opened again by each of them: `take` knows it by its serial number.
 * @returns `lost`: why a driver could not even look; where nothing else is found, that is no word for "not plugged in".
 */
export async function openEach(
  drivers: readonly Driver[],
  take: (ukey: Ukey) => boolean | Promise<boolean>,
): Promise<{ slots: number; faults: FailureCode[]; lost: readonly FailureCode[] }> {
  const faults: FailureCode[] = [];
  const { places, lost } = await lookAt(drivers);
  for (const { driver, slot } of places) {
    let ukey: Ukey | undefined;
    try {
      ukey = await driver.connect(slot.id);
      if (await take(ukey)) return { slots: places.length, faults, lost };
      await ukey.release();
    } catch (fault) {
      await ukey?.release();
      faults.push(failureOf(fault));
    }
  }
  return { slots: places.length, faults, lost };
}

/** Folds what drivers throw into the closed set. */
export function failureOf(fault: unknown): FailureCode {
  if (fault instanceof DriverFault)
    return ({ removed: 'ukey_removed', busy: 'ukey_busy', time_out: 'time_out', fault: 'ukey_fault' } as const)[
      fault.code
    ];
  throw fault;
}
