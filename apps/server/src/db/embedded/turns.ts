/** A fair lock: whoever asked first is served first. */
export interface Turns {
  /** Resolves with the function that ends the turn. @throws Error when no turn came within `waitMs`, or after `close`. */
  take(): Promise<() => void>;
  /** A turn only when nobody holds or waits for one. */
  takeIfIdle(): (() => void) | undefined;
  /** Whether somebody's turn it is now, and how many wait for theirs. */
  now(): { readonly isHeld: boolean; readonly waiting: number };
  /** Refuses new turns, and resolves when those that were asked for have ended. */
  close(): Promise<void>;
}

export function makeTurns(waitMs: number): Turns {
  const queue: (() => void)[] = [];
  let isHeld = false;
  let isClosed = false;
  let whenIdle: (() => void) | undefined;

  const hand = () => {
    const next = queue.shift();
    if (next) next();
    else {
      isHeld = false;
      whenIdle?.();
    }
  };
  const turn = () => {
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      hand();
    };
  };
  return {
    take() {
      if (isClosed) return Promise.reject(new Error('the database is closed'));
      if (!isHeld) {
        isHeld = true;
        return Promise.resolve(turn());
      }
      return new Promise((resolve, reject) => {
        const mine = () => {
          clearTimeout(timer);
          resolve(turn());
        };
        // The likely cause is a query on the plain handle inside a transaction, which would otherwise wait for itself for ever.
        const timer = setTimeout(() => {
          queue.splice(queue.indexOf(mine), 1);
          reject(
            new Error(
              `the embedded database was busy for ${waitMs} ms; a query outside a transaction waits for the transaction`,
            ),
          );
        }, waitMs);
        queue.push(mine);
      });
    },
    takeIfIdle() {
      if (isHeld || isClosed) return undefined;
      isHeld = true;
      return turn();
    },
    now: () => ({ isHeld, waiting: queue.length }),
    async close() {
      isClosed = true;
      if (isHeld) await new Promise<void>((resolve) => (whenIdle = resolve));
    },
  };
}
