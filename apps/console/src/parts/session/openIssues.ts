import { useQuery } from '@tanstack/react-query';
import { asked } from '../../api.ts';
import { useMe } from './me.ts';
import { useIsAway } from './presence.ts';

const refreshMs = 60_000;

/** How many money issues wait for a person; undefined for who has nothing to do with them. */
export function useOpenIssues(): number | undefined {
  const { may } = useMe();
  const isAway = useIsAway();
  const { data } = useQuery({
    ...asked('moneyIssues.list', { state: 'open', limit: 1 }),
    enabled: may('moneyIssues.list'),
    refetchInterval: isAway ? false : refreshMs,
  });
  return data?.open;
}
