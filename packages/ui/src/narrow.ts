import { useSyncExternalStore } from 'react';

/** Below this width, in CSS pixels, tables become lists of cards. */
const query = '(max-width: 760px)';
const subscribe = (onChange: () => void) => {
  const media = window.matchMedia(query);
  media.addEventListener('change', onChange);
  return () => {
    media.removeEventListener('change', onChange);
  };
};
export const useIsNarrow = () => useSyncExternalStore(subscribe, () => window.matchMedia(query).matches);
