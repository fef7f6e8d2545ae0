import { useSyncExternalStore } from 'react';

/** Whether the query matches, followed as it changes. */
const follow = (query: string) => {
  const subscribe = (onChange: () => void) => {
    const media = window.matchMedia(query);
    media.addEventListener('change', onChange);
    return () => {
      media.removeEventListener('change', onChange);
    };
  };
  return () => useSyncExternalStore(subscribe, () => window.matchMedia(query).matches);
};

/** Below this width, in CSS pixels, tables become lists of cards. */
export const useIsNarrow = follow('(max-width: 760px)');
/** The person's system asks for no movement (WCAG 2.2, 2.3.3). */
export const useIsStill = follow('(prefers-reduced-motion: reduce)');
