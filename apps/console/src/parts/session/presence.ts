import { useEffect, useState } from 'react';

const awayMinutes = 10;
const signs = ['pointermove', 'pointerdown', 'keydown', 'wheel', 'touchstart'] as const;

/**
 * True after 10 minutes without a sign of the person. What repeats by itself stops then: otherwise an unattended screen
 * would keep a session and an assignment alive for ever.
 */
export function useIsAway(): boolean {
  const [isAway, setAway] = useState(false);
  useEffect(() => {
    let seenAt = Date.now();
    const see = () => {
      seenAt = Date.now();
      setAway(false);
    };
    const timer = setInterval(() => setAway(Date.now() - seenAt > awayMinutes * 60_000), 15_000);
    for (const sign of signs) window.addEventListener(sign, see, { passive: true });
    return () => {
      clearInterval(timer);
      for (const sign of signs) window.removeEventListener(sign, see);
    };
  }, []);
  return isAway;
}
