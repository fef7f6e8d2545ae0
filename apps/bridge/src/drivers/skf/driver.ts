import { setTimeout as wait } from 'node:timers/promises';
import type { Model } from '@jiesuo/models';
import { DriverFault } from '../driver.ts';
import type { AllowedLibrary } from '../library.ts';
import { createTurns } from '../turns.ts';
import type { Driver, DriverCondition, Ukey } from '../ukey.ts';
import { type Device, openShelf, type Shelf, withoutDoubles } from './devices.ts';
import { openUkey } from './ukey.ts';
import { type Watch, watch } from './watch.ts';

export interface SkfOptions {
  readonly models: readonly Model[];
  /** What the administrator allowed: nothing else is ever loaded. */
  readonly libraries: readonly AllowedLibrary[];
}

/** Each watch keeps one of libuv's four threads; the others must stay free for the calls themselves. */
const WATCHES_MAX = 2;
/** By then a library's first wait has begun. */
const FIRST_LOOK_MS = 500;

const idsOf = (devices: readonly Device[]): string => devices.map(({ slot }) => slot.id).join();

/** UKeys behind GM/T 0016 libraries. Their code runs in this process: host it in a child. */
export function createSkfDriver({ models, libraries }: SkfOptions): Driver {
  let count = 0;
  const nextId = () => {
    count += 1;
    // On Windows another child, of 32 bits, counts its own: a slot of one must never be taken for a slot of the other.
    return `skf-${process.arch}-${count}`;
  };
  const shelves = libraries.map((allowed) => openShelf(allowed, models, nextId));
  const watches = new Map<Shelf, Watch>();
  const open = new Set<Ukey>();
  let devices: readonly Device[] = [];
  // Two lists at once would meet every UKey twice.
  const inTurn = createTurns();

  const list: Driver['list'] = async () => {
    const looks = await Promise.all(shelves.map((shelf) => shelf.look()));
    devices = withoutDoubles(looks.flatMap((look) => look.devices));
    // A library whose wait keeps its other functions from working is not waited for again.
    for (const [at, { condition }] of looks.entries())
      if (condition?.code === 'driver_hangs') await watchOf(at)?.close();
    const conditions = looks
      .map(({ condition }) => condition)
      .filter((one): one is DriverCondition => one !== undefined);
    return { slots: devices.map(({ slot }) => slot), conditions };
  };
  const watchOf = (at: number): Watch | undefined => {
    const shelf = shelves[at];
    return shelf && watches.get(shelf);
  };
  /** @returns whether one began only now. */
  const startWatches = (): boolean => {
    const before = watches.size;
    for (const shelf of shelves) {
      const library = shelf.library();
      if (library && !watches.has(shelf) && watches.size < WATCHES_MAX)
        watches.set(
          shelf,
          watch(library, (name) => shelf.forget(name)),
        );
    }
    return watches.size > before;
  };
  /** A library tells only what happens while it is waited for: what went or came just before its first wait is found by looking. */
  const missed = async (): Promise<void> => {
    const known = idsOf(devices);
    await wait(FIRST_LOOK_MS, undefined, { ref: false });
    await inTurn(list);
    if (idsOf(devices) === known) await new Promise(() => undefined);
  };

  return {
    name: 'skf',
    list: () => inTurn(list),
    async connect(slot) {
      const device = devices.find((one) => one.slot.id === slot);
      if (!device) throw new DriverFault('removed');
      if (device.isHeld) throw new DriverFault('busy');
      device.isHeld = true;
      const ukey = await openUkey(device.library, device.name, models, () => (device.isHeld = false));
      const release = () => ukey.release().finally(() => open.delete(held));
      const held: Ukey = { ...ukey, release };
      open.add(held);
      return held;
    },
    async change(waitMs) {
      const isFirst = startWatches();
      let timer: NodeJS.Timeout | undefined;
      const waited = new Promise<void>((resolve) => (timer = setTimeout(resolve, waitMs)));
      const told = [...watches.values()].map((one) => one.next());
      await Promise.race([waited, ...told, ...(isFirst ? [missed()] : [])]);
      clearTimeout(timer);
      for (const one of watches.values()) one.clear();
    },
    async close() {
      await Promise.all([...open].map((ukey) => ukey.release()));
      await Promise.all([...watches.values()].map((one) => one.close()));
      watches.clear();
    },
  };
}
