import { isDone } from './codes.ts';
import type { SkfLibrary } from './library.ts';

/** SKF_WaitForDevEvent of one library, asked again and again. */
export interface Watch {
  /** Resolves at the next event; at once when one came since `clear`. Never, where the library cannot tell. */
  next(): Promise<void>;
  /** What came so far has been heard. */
  clear(): void;
  /** Lets the library's call return. Never throws. */
  close(): Promise<void>;
}

/** A library whose wait does not wait must not keep us busy. */
const PAUSE_MS = 500;
const NAME_BYTES = 1024;
const REMOVED = 2;

/** @param removed called with the name of a UKey that went, where the library names it. */
export function watch(library: SkfLibrary, removed: (name: Buffer) => void): Watch {
  let hasEvent = false;
  let isClosed = false;
  let wake: (() => void) | undefined;

  const loop = async () => {
    while (!isClosed) {
      const name = Buffer.alloc(NAME_BYTES);
      const [size, event] = [Buffer.alloc(8), Buffer.alloc(8)];
      size.writeUInt32LE(NAME_BYTES);
      const started = performance.now();
      const result = await library.calls.callBeside('WaitForDevEvent', name, size, event);
      if (isClosed || !isDone(result)) return;
      const end = name.indexOf(0);
      if (event.readUInt32LE() === REMOVED && end > 0) removed(name.subarray(0, end));
      hasEvent = true;
      wake?.();
      const rest = PAUSE_MS - (performance.now() - started);
      if (rest > 0) await pause(rest);
    }
  };
  const looping = loop().catch(() => undefined);
  return {
    async next() {
      if (!hasEvent) await new Promise<void>((resolve) => (wake = resolve));
    },
    clear() {
      hasEvent = false;
    },
    async close() {
      isClosed = true;
      await library.calls.callBeside('CancelWaitForDevEvent').catch(() => undefined);
      // Makers whose cancel does nothing must not keep us.
      await Promise.race([looping, pause(PAUSE_MS)]);
    },
  };
}

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
