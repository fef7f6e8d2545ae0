import type { EventEmitter } from 'node:events';

const LOOK_MS = 5_000;

export interface Idle {
  /** Notes a request; it is in use until its response has closed. */
  use(response: Pick<EventEmitter, 'once'>): void;
  /** Milliseconds since the last request ended; 0 while one is answered. */
  forMs(): number;
}

/** @param now monotonic milliseconds. */
export function createIdle(now: () => number = () => performance.now()): Idle {
  let open = 0;
  let last = now();
  return {
    use(response) {
      open += 1;
      response.once('close', () => {
        open -= 1;
        last = now();
      });
    },
    forMs: () => (open > 0 ? 0 : now() - last),
  };
}

/** Resolves once nobody has asked anything for that long; never without `minutes`. `signal` ends the waiting. */
export function untilIdle(idleMs: () => number, minutes: number | undefined, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (minutes === undefined) return;
    const looking = setInterval(() => {
      if (idleMs() < minutes * 60_000) return;
      clearInterval(looking);
      resolve();
    }, LOOK_MS);
    signal.addEventListener('abort', () => clearInterval(looking));
  });
}
