import type { FigureGroup } from '@jiesuo/contract/figures';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type Ask, asked } from '../../api.ts';
import { useIsAway } from '../session/presence.ts';
import type { Asked } from './PeriodBar.tsx';

const refreshMs = 60_000;

/** The figures of one group, asked for again each minute while somebody is there. */
export function useFigures<G extends FigureGroup>(group: G, wanted: Asked) {
  const isAway = useIsAway();
  return useQuery({
    // Every group is asked for a period in the same way, which the compiler cannot see for all at once.
    ...asked(`figures.${group}`, wanted as Ask<`figures.${G}`>),
    refetchInterval: isAway ? false : refreshMs,
    placeholderData: keepPreviousData,
  });
}
