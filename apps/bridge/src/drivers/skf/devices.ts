import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Model } from '@jiesuo/models';
import { DriverFault } from '../driver.ts';
import type { AllowedLibrary } from '../library.ts';
import { textOf } from '../text.ts';
import type { DriverCondition, Slot } from '../ukey.ts';
import { openLibrary, type SkfLibrary } from './library.ts';
import { recogniseDevice } from './model.ts';

/** A UKey that one library shows. */
export interface Device {
  readonly library: SkfLibrary;
  readonly name: Buffer;
  readonly slot: Slot;
  /** Maker and serial number; of a UKey that tells none, nothing that another could have too. */
  readonly identity: string;
  isHeld: boolean;
}

/** The same UKey may be shown by two libraries: the first one has it. */
export const withoutDoubles = <T extends Pick<Device, 'identity'>>(devices: readonly T[]): readonly T[] =>
  devices.filter(({ identity }, at) => devices.findIndex((one) => one.identity === identity) === at);

export interface Look {
  readonly devices: readonly Device[];
  readonly condition?: DriverCondition;
}

/** One allowed library and the UKeys that it shows. */
export interface Shelf {
  /** Looks what is plugged in. Never throws. */
  look(): Promise<Look>;
  library(): SkfLibrary | undefined;
  /** A UKey of this name went: should the name come again, it is another UKey. */
  forget(name: Buffer): void;
}

/** @param nextId gives slot ids, never the same again. */
export function openShelf(allowed: AllowedLibrary, models: readonly Model[], nextId: () => string): Shelf {
  const file = basename(allowed.path);
  const known = new Map<string, Device>();
  let library: SkfLibrary | undefined;

  const load = async (): Promise<SkfLibrary | DriverCondition> => {
    const opened = await openLibrary(allowed);
    if ('condition' in opened) return opened.condition;
    library = opened.library;
    return library;
  };
  const look = async (from: SkfLibrary): Promise<Look> => {
    // A UKey at work is not waited for: a signature may take many seconds.
    if (known.size > 0 && !(await isIdle(from))) return { devices: [...known.values()] };
    const names = await from.devices();
    const texts = new Set(names.map((name) => name.toString('hex')));
    for (const key of known.keys()) if (!texts.has(key)) known.delete(key);
    let condition: DriverCondition | undefined;
    for (const name of names) {
      const key = name.toString('hex');
      if (known.has(key)) continue;
      try {
        known.set(key, await meet(from, name, models, nextId()));
      } catch (fault) {
        // The others of this library are no worse for it.
        condition = conditionOf(file, from, fault);
      }
    }
    return { devices: [...known.values()], ...(condition && { condition }) };
  };
  return {
    async look() {
      try {
        const from = library ?? (await load());
        if ('code' in from) return { devices: [], condition: from };
        return await look(from);
      } catch (fault) {
        return { devices: [...known.values()], condition: conditionOf(file, library, fault) };
      }
    },
    library: () => library,
    forget(name) {
      const key = name.toString('hex');
      if (known.get(key)?.isHeld === false) known.delete(key);
    },
  };
}

/** Reads what is needed to recognise it. One that another program holds is met again by the next look. */
async function meet(library: SkfLibrary, name: Buffer, models: readonly Model[], id: string): Promise<Device> {
  const device = await library.connect(name);
  try {
    const info = await library.info(device);
    const { maker, serial, model } = recogniseDevice(models, info);
    const layout = `${info.layout ?? 'unknown layout'}, ULONG ${library.ulongBits ?? '?'}`;
    return {
      library,
      name,
      slot: {
        id,
        ...(model && { model: model.id }),
        name: `${textOf(name)} (${maker}, ${info.firmware}; ${layout})`,
      },
      identity: serial === '' ? id : `${maker}\n${serial}`,
      isHeld: false,
    };
  } finally {
    await library.disconnect(device).catch(() => undefined);
  }
}

function conditionOf(file: string, library: SkfLibrary | undefined, fault: unknown): DriverCondition {
  if (library?.calls.isStuck()) return { code: 'driver_hangs', detail: file };
  const detail = fault instanceof DriverFault && fault.detail !== undefined ? `${file} ${fault.detail}` : file;
  return { code: 'vendor_error', detail };
}

const IDLE_MS = 1000;

const isIdle = ({ calls }: SkfLibrary): Promise<boolean> =>
  Promise.race([calls.idle().then(() => true), sleep(IDLE_MS, false, { ref: false })]);
