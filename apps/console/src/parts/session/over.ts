import { useSyncExternalStore } from 'react';

let isOver = false;
const listeners = new Set<() => void>();

/** Says that the session has ended, or is open again. */
export function setSessionOver(next: boolean): void {
  isOver = next;
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};
export const useIsSessionOver = () => useSyncExternalStore(subscribe, () => isOver);
