import { RefusalError } from '@jiesuo/contract';
import { useSyncExternalStore } from 'react';

type Answer = (isProven: boolean) => void;

let waiting: readonly Answer[] = [];
const listeners = new Set<() => void>();
const say = (next: readonly Answer[]) => {
  waiting = next;
  for (const listener of listeners) listener();
};

/** Asks the person for a fresh factor. @returns false when the person would rather not. */
const ask = () => new Promise<boolean>((answer) => say([...waiting, answer]));

/** The person gave a factor, or closed the dialog: every act that waits hears of it. */
export function settleStepUp(isProven: boolean): void {
  const told = waiting;
  say([]);
  for (const answer of told) answer(isProven);
}

/** Does an act; when it needs a fresh factor, asks for one and does the very same act again. */
export async function withStepUp<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    const isNeeded = error instanceof RefusalError && error.code === 'step_up_needed';
    if (!isNeeded || !(await ask())) throw error;
    return act();
  }
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};
export const useIsStepUpAsked = () => useSyncExternalStore(subscribe, () => waiting.length > 0);
