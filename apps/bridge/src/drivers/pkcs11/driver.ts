import { setTimeout as sleep } from 'node:timers/promises';
import type { Model } from '@jiesuo/models';
import { DriverFault } from '../driver.ts';
import type { AllowedLibrary } from '../library.ts';
import type { Driver, Ukey } from '../ukey.ts';
import { type FoundSlot, type Look, slotId } from './slots.ts';
import { openSource } from './source.ts';
import { openUkey } from './ukey.ts';

const EVENT_POLL_MS = 250;
/** Modules that know no events are asked for their whole list, less often: that may talk to each token. */
const POLLS_PER_LIST = 4;

export interface Pkcs11Options {
  readonly models: readonly Model[];
  /** Makers' modules, each loaded only if it is the file that was recorded. */
  readonly modules: readonly AllowedLibrary[];
}

/**
 * UKeys behind PKCS#11 modules. Runs makers' code in this process: only in a driver's child.
 * Modules are loaded at the first `list` and finalised by `close`; one that was missing is looked for again at each `list`.
 */
export function createPkcs11Driver({ models, modules }: Pkcs11Options): Driver {
  const sources = modules.map((allowed) => openSource(allowed, models));
  const held = new Map<string, Ukey | undefined>();
  let known: ReadonlyMap<string, FoundSlot> = new Map();

  const look = async (): Promise<Look> => {
    const looks = await Promise.all(sources.map((source) => source.look()));
    return { slots: looks.flatMap(({ slots }) => slots), conditions: looks.flatMap(({ conditions }) => conditions) };
  };
  const open = async (found: FoundSlot): Promise<Ukey> => {
    const { module, handle, model } = found;
    const { id } = found.slot;
    if (!model) throw new DriverFault('fault', 'no model');
    if (slotId(found.name, handle, await module.token(handle)) !== id) throw new DriverFault('removed');
    const ukey = await openUkey(module, handle, model);
    const given: Ukey = {
      ...ukey,
      async release() {
        await ukey.release();
        // A second release must not let go of whoever holds the UKey by then.
        if (held.get(id) === given) held.delete(id);
      },
    };
    return given;
  };
  return {
    name: 'pkcs11',
    async list() {
      const { slots, conditions } = await look();
      known = new Map(slots.map((found) => [found.slot.id, found]));
      return { slots: slots.map(({ slot }) => slot), conditions };
    },
    async connect(id) {
      const found = known.get(id);
      if (!found) throw new DriverFault('removed');
      if (held.has(id)) throw new DriverFault('busy');
      held.set(id, undefined);
      try {
        const ukey = await open(found);
        held.set(id, ukey);
        return ukey;
      } catch (fault) {
        held.delete(id);
        throw fault;
      }
    },
    async change(waitMs) {
      const until = performance.now() + waitMs;
      const before = namesOf([...known.values()]);
      for (let poll = 1; performance.now() < until; poll += 1) {
        await sleep(Math.min(EVENT_POLL_MS, Math.max(0, until - performance.now())));
        const events = await Promise.all(sources.map((source) => source.hasEvent()));
        if (events.includes(true)) return;
        if (poll % POLLS_PER_LIST === 0 && namesOf((await look()).slots) !== before) return;
      }
    },
    async close() {
      await Promise.all([...held.values()].map(async (ukey) => ukey?.release()));
      await Promise.all(sources.map((source) => source.close()));
    },
  };
}

const namesOf = (slots: readonly FoundSlot[]): string =>
  slots
    .map(({ slot }) => slot.id)
    .sort()
    .join();
