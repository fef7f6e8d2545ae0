export type SaveState = 'idle' | 'saving' | 'saved' | 'failed';

/**
 * Keeps the newest value on the server: waits until typing pauses, saves one at a time so that an older value never arrives last,
 * and tries again what failed. `save` is told when the page is about to go, so that it can use a request that outlives it.
 */
export function createAutosave<T>(options: {
  save: (value: T, isLeaving: boolean) => Promise<void>;
  onState: (state: SaveState) => void;
  pauseMs?: number;
  retryMs?: number;
}) {
  const { save, onState, pauseMs = 800, retryMs = 5_000 } = options;
  let pending: { value: T } | undefined;
  let running: Promise<void> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const later = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), ms);
  };
  const saveOnce = async (isLeaving: boolean) => {
    if (!pending) return;
    const taken = pending;
    pending = undefined;
    onState('saving');
    try {
      await save(taken.value, isLeaving);
      onState('saved');
    } catch {
      pending ??= taken;
      onState('failed');
      later(retryMs);
    }
  };
  /** Saves what is pending now. Resolves to whether nothing is left to save. */
  async function flush(isLeaving = false): Promise<boolean> {
    clearTimeout(timer);
    // A page that is going cannot wait for the one before.
    if (!isLeaving) await running;
    if (pending) {
      running = saveOnce(isLeaving);
      await running;
    }
    return pending === undefined;
  }
  return {
    change: (value: T) => {
      pending = { value };
      later(pauseMs);
    },
    flush,
    /** Gives up what is pending, e.g. because the draft was discarded. */
    drop: () => {
      clearTimeout(timer);
      pending = undefined;
    },
  };
}
