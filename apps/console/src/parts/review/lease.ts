import { RefusalError } from '@jiesuo/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { api, asked } from '../../api.ts';
import { useIsAway } from '../session/presence.ts';

const lostBy = new Set(['review_not_yours', 'order_state', 'not_found']);
/** Whether an error says that the order is no longer this reviewer's. */
export const isLeaseLost = (error: unknown): boolean => error instanceof RefusalError && lostBy.has(error.code);

/**
 * Keeps an assignment alive: `reviews.hold` at once and every third of the lease, so that two may fail and it still lives.
 * Stops when the person is away, so that the order goes to somebody else. Once it is lost, the order is asked for again: who has it now, or what became of it.
 * @param minutes the lease by the settings; 0 while unknown or while the order is not this reviewer's
 */
export function useLease(number: string, minutes: number) {
  const client = useQueryClient();
  const isAway = useIsAway();
  const [until, setUntil] = useState<string>();
  const [isLost, setLost] = useState(false);
  const isKept = minutes > 0 && !isLost && !isAway;
  const lose = useCallback(() => {
    setLost(true);
    void client.invalidateQueries({ queryKey: asked('reviews.inspect', { number }).queryKey });
  }, [client, number]);
  useEffect(() => {
    if (!isKept) return;
    let isOver = false;
    const hold = () =>
      api('reviews.hold', { number }).then(
        (held) => {
          if (!isOver) setUntil(held.until);
        },
        (error: unknown) => {
          // Anything else (no network, session over) may pass before the lease ends.
          if (!isOver && isLeaseLost(error)) lose();
        },
      );
    void hold();
    const timer = setInterval(() => void hold(), (minutes * 60_000) / 3);
    return () => {
      isOver = true;
      clearInterval(timer);
    };
  }, [isKept, minutes, number, lose]);
  return { until, isLost, lose, renew: () => setLost(false) };
}
export type Lease = ReturnType<typeof useLease>;
