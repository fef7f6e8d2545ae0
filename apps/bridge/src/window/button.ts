import { el } from './dom.ts';
import type { Say } from './language.ts';

/** Anyone with a code of his own may open this window under somebody's double click: no button works until it was seen for 1 s. */
const DEAD_MS = 1000;

const buttons = new Set<HTMLButtonElement>();
const held = new WeakSet<HTMLButtonElement>();
let isDead = true;
let timer = 0;

const refresh = (button: HTMLButtonElement): void => {
  button.disabled = isDead || held.has(button);
};
function refreshAll(): void {
  for (const button of buttons) {
    if (button.isConnected) refresh(button);
    else buttons.delete(button);
  }
}

/** Makes every button dead, for 1 s from now. */
function rest(): void {
  isDead = true;
  refreshAll();
  clearTimeout(timer);
  timer = window.setTimeout(() => {
    isDead = document.visibilityState !== 'visible';
    refreshAll();
  }, DEAD_MS);
}

/** Starts the rest at every gain of focus or visibility. Call once. */
export function watchFocus(): void {
  window.addEventListener('focus', rest);
  window.addEventListener('pageshow', rest);
  document.addEventListener('visibilitychange', rest);
  rest();
}

/** True when a press by a person counts now. A press made by a script never does. */
export const isPress = (event: Event): boolean => event.isTrusted && !isDead;

/** A button that takes presses one at a time. */
export function button(kind: 'main' | 'plain', say: Say, press: () => void | Promise<void>): HTMLButtonElement {
  const made = el('button', { type: 'button', class: kind }, say);
  buttons.add(made);
  refresh(made);
  made.addEventListener('click', (event) => {
    if (!isPress(event) || held.has(made)) return;
    held.add(made);
    refresh(made);
    void Promise.resolve(press()).finally(() => {
      held.delete(made);
      refresh(made);
    });
  });
  return made;
}
