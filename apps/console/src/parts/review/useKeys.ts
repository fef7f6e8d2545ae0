import { useEffect, useRef } from 'react';
import { type Wish, wishOf } from './keys.ts';

const typing =
  'input:not([type="checkbox"]):not([type="button"]), textarea, select, [contenteditable="true"], [role="combobox"]';
const isTyping = (target: EventTarget | null) => target instanceof Element && target.closest(typing) !== null;

/** Hands every key on the page to `onWish`, which answers true when it used it. Off while a dialog has the keys. */
export function useKeys(hasSingleKeys: boolean, isOff: boolean, onWish: (wish: Wish) => boolean): void {
  const latest = useRef(onWish);
  useEffect(() => {
    latest.current = onWish;
  });
  useEffect(() => {
    if (isOff) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const wish = wishOf(event, isTyping(event.target), hasSingleKeys);
      if (wish && latest.current(wish)) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [hasSingleKeys, isOff]);
}
