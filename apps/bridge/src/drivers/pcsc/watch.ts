import { setTimeout as sleep } from 'node:timers/promises';
import { code } from './codes.ts';
import type { Handle, PcscLibrary } from './library.ts';

/** How often a service that does not run is asked again. */
const SERVICE_MS = 1000;
/** Longest single wait: a reader that is plugged in is not told of by every system. */
const ROUND_MS = 5000;

/** Waits for a card or a reader to come or go, without taking any. */
export interface Watch {
  /** What the last list saw, undefined without a service: nothing that happens between list and change is missed. */
  saw(states: ReadonlyMap<string, number> | undefined): void;
  change(waitMs: number): Promise<void>;
  close(): Promise<void>;
}

export function createWatch(library: PcscLibrary): Watch {
  let seen: ReadonlyMap<string, number> | undefined;
  let waiting: Handle | undefined;
  let isOver = false;

  /** @returns whether something changed. */
  async function round(waitMs: number): Promise<boolean> {
    const { result, context } = await library.establishContext();
    if (result !== code.ok) {
      if (seen !== undefined) return true;
      await sleep(Math.min(waitMs, SERVICE_MS), undefined, { ref: false });
      return false;
    }
    waiting = context;
    try {
      // The service has come back.
      if (seen === undefined) return true;
      const known = seen;
      const { readers } = await library.listReaders(context);
      if (readers.length !== known.size || readers.some((reader) => !known.has(reader))) return true;
      const outcome = await library.statusChange(context, known, Math.min(waitMs, ROUND_MS));
      return outcome !== code.timeOut;
    } finally {
      waiting = undefined;
      await library.releaseContext(context);
    }
  }

  return {
    saw(states) {
      seen = states;
    },
    async change(waitMs) {
      const until = performance.now() + waitMs;
      for (let left = waitMs; left > 0 && !isOver; left = until - performance.now()) {
        if (await round(left)) return;
      }
    },
    async close() {
      isOver = true;
      if (waiting !== undefined) await library.cancel(waiting);
    },
  };
}
