import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, asked } from '../../api.ts';
import { useIsAway } from '../session/presence.ts';
import { fetchPictures, keepPicturesOf } from './pictures.ts';
import type { Inspected } from './verdicts.ts';

/**
 * Fetches the pictures of the order on the desk, then keeps the next order for this reviewer and fetches it too, so that each is there when it is asked for.
 * What is kept is asked for again every third of a lease; nothing is while the person is away, or before the order is his.
 * @param minutes of a lease; 0 while the order is not this reviewer's
 */
export function useAhead(order: Inspected, minutes: number): void {
  const client = useQueryClient();
  const isAway = useIsAway();
  const isOn = minutes > 0 && !isAway;
  const own = order.materials.map(({ id }) => id).join();
  useEffect(() => {
    if (!isOn) return;
    let isOver = false;
    let theirs: string[] = [];
    const mine = own.split(',');
    const look = async () => {
      await fetchPictures(mine);
      const { number } = await api('reviews.ahead', {});
      const next = await client.fetchQuery({ ...asked('reviews.inspect', { number }), gcTime: minutes * 60_000 });
      if (isOver) return;
      theirs = next.materials.map(({ id }) => id);
      keepPicturesOf([...mine, ...theirs]);
      await fetchPictures(theirs);
    };
    // No next order, or no network: the next one is then fetched when it is asked for.
    const tryToLook = () => void look().catch(() => undefined);
    tryToLook();
    const timer = setInterval(tryToLook, (minutes * 60_000) / 3);
    return () => {
      isOver = true;
      clearInterval(timer);
      keepPicturesOf(theirs);
    };
  }, [isOn, minutes, own, client]);
}
