import { setTimeout as sleep } from 'node:timers/promises';
import { type DiagnosisCode, sentenceOf } from '@jiesuo/diagnosis';
import { DriverFault } from '../drivers/driver.ts';
import type { HostedDriver } from '../drivers/host/host.ts';
import type { createTurns } from '../drivers/turns.ts';
import type { DriverCondition, Slot } from '../drivers/ukey.ts';
import { describeUkey } from './describe.ts';
import type { SeenUkey, Sight } from './view.ts';

/** What is plugged in, as windows may show it, kept up to date while one of them looks. */
export interface Watch {
  /** What is there as soon as it is not `seen` any more, at the latest after `waitMs` or when `signal` ends the wait. */
  look(seen: string, waitMs: number, signal: AbortSignal): Promise<Sight>;
  /** A UKey was used: its tries are read again at the next look. */
  forget(slot: string): void;
  /** Nobody is told anything any more. */
  close(): void;
}

export interface WatchDeps {
  readonly drivers: readonly HostedDriver[];
  /** Whoever opens UKeys waits for his turn: else one would meet the other's as busy. */
  readonly inTurn: ReturnType<typeof createTurns>;
}

/** One wait for a driver; and how soon a window that still looks has asked again. */
const CHANGE_MS = 10_000;
const INTEREST_MS = 3_000;
/** Between two lists, however often a driver says that something changed. */
const PAUSE_MS = 150;

export function createWatch({ drivers, inTurn }: WatchDeps): Watch {
  const known = new Map<string, SeenUkey>();
  const sights = new Map<
    HostedDriver,
    { readonly slots: readonly Slot[]; readonly conditions: readonly DriverCondition[] }
  >();
  const followed = new Set<HostedDriver>();
  const waiting = new Set<() => void>();
  let count = 0;
  let lookedAt = 0;
  let isOver = false;

  const publish = () => {
    count += 1;
    for (const wake of waiting) wake();
  };
  const isWanted = () => !isOver && (waiting.size > 0 || performance.now() - lookedAt < INTEREST_MS);

  async function follow(driver: HostedDriver): Promise<void> {
    if (followed.has(driver)) return;
    followed.add(driver);
    let told = '';
    while (isWanted()) {
      const sight = await driver.list();
      sights.set(driver, sight);
      const now = JSON.stringify(sight);
      if (now !== told) publish();
      told = now;
      for (const slot of sight.slots) await read(driver, slot);
      await driver.change(CHANGE_MS);
      await sleep(PAUSE_MS, undefined, { ref: false });
    }
    followed.delete(driver);
  }
  /** Once for each time that a UKey is plugged in; one that somebody else holds is asked again at the next round. */
  async function read(driver: HostedDriver, { id, model }: Slot): Promise<void> {
    if (model === undefined || known.get(id)?.state === 'ready') return;
    const before = known.get(id)?.state;
    const seen = await inTurn(() => describe(driver, id));
    known.set(id, seen);
    if (seen.state !== before) publish();
  }

  function sight(): Sight {
    const slots = drivers.flatMap((driver) => sights.get(driver)?.slots ?? []);
    const conditions = drivers.flatMap((driver) => sights.get(driver)?.conditions ?? []);
    const here = new Set(slots.map(({ id }) => id));
    for (const id of known.keys()) if (!here.has(id)) known.delete(id);
    const serials = new Set<string>();
    const ukeys = slots
      .map(
        ({ id, model }): SeenUkey => known.get(id) ?? { slot: id, state: model === undefined ? 'unknown' : 'reading' },
      )
      // A UKey that two drivers reach is one UKey.
      .filter(({ ukey }) => ukey === undefined || (!serials.has(ukey.serial) && serials.add(ukey.serial)));
    return {
      seen: `${count}`,
      isComplete: drivers.every((driver) => sights.has(driver)),
      ukeys,
      conditions: conditions.map(({ code, detail }) => say(code, detail)),
    };
  }

  return {
    async look(seen, waitMs, signal) {
      lookedAt = performance.now();
      for (const driver of drivers) void follow(driver);
      if (seen === `${count}` && !signal.aborted)
        await new Promise<void>((resolve) => {
          const wake = () => {
            clearTimeout(timer);
            waiting.delete(wake);
            signal.removeEventListener('abort', wake);
            resolve();
          };
          const timer = setTimeout(wake, waitMs);
          waiting.add(wake);
          signal.addEventListener('abort', wake);
        });
      lookedAt = performance.now();
      return sight();
    },
    forget(slot) {
      known.delete(slot);
    },
    close() {
      isOver = true;
      publish();
    },
  };
}

async function describe(driver: HostedDriver, slot: string): Promise<SeenUkey> {
  try {
    const ukey = await driver.connect(slot);
    try {
      return { slot, state: 'ready', ukey: await describeUkey(ukey, new Date()) };
    } finally {
      await ukey.release();
    }
  } catch (fault) {
    return { slot, state: fault instanceof DriverFault && fault.code === 'busy' ? 'busy' : 'fault' };
  }
}

const say = (code: DiagnosisCode, detail: string | undefined) => ({
  zh: sentenceOf(code, 'zh', detail),
  en: sentenceOf(code, 'en', detail),
});
