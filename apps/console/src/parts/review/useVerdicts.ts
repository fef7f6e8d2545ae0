import { type CannedReason, type Region, reasonsFor } from '@jiesuo/contract';
import { useLanguage } from '@jiesuo/ui';
import { useState } from 'react';
import { useKeptVerdicts } from './kept.ts';
import { type Inspected, isOpen, nextOpen, unjudged, type Verdict, verdictsOf } from './verdicts.ts';
import { firstView } from './view.ts';

/** The verdicts of one order, the material that is being looked at, and how it is looked at. A verdict that is complete leads to the next material that is not. */
export function useVerdicts(order: Inspected, canned: readonly CannedReason[], isMayDecide: boolean) {
  const language = useLanguage();
  const [set, judge, forget] = useKeptVerdicts(order.number);
  const [chosen, setChosen] = useState(0);
  const [view, setView] = useState(firstView);
  const [isMarking, setMarking] = useState(false);
  const [hint, setHint] = useState<Region>();
  const verdicts = verdictsOf(order.materials, set);
  const material = order.materials[chosen];
  const verdict = (material && verdicts[material.id]) ?? unjudged;
  const offered = material ? reasonsFor(material.kind, canned) : [];

  const choose = (index: number) => {
    setMarking(false);
    if (index === chosen || !order.materials[index]) return;
    setChosen(index);
    setView(firstView);
    setHint(undefined);
  };
  const change = (next: Verdict) => {
    if (material && isMayDecide) judge(material.id, next);
  };
  const settle = (next: Verdict) => {
    if (!material || !isMayDecide) return;
    judge(material.id, next);
    choose(nextOpen(order.materials, { ...verdicts, [material.id]: next }, chosen));
  };
  return {
    verdicts,
    material,
    verdict,
    chosen,
    view,
    isMarking,
    hint,
    offered,
    choose,
    setView,
    setMarking,
    change,
    forget,
    /** Shows a place that the machine speaks of. */
    point: (region: Region) => {
      setView({ ...view, page: region.page });
      setHint(region);
    },
    accept: () => settle({ ...verdict, verdict: 'accepted' }),
    refuse: () => change({ ...verdict, verdict: 'refused' }),
    reason: (reason: CannedReason) =>
      settle({ ...verdict, verdict: 'refused', reason: joined(verdict.reason, reason[language]) }),
    /** A place is marked on what is refused. */
    mark: (region: Verdict['region']) => {
      setMarking(false);
      change({ ...verdict, verdict: 'refused', region });
    },
    /** The first that still wants something, if one does. */
    firstOpen: () => order.materials.findIndex(({ id }) => isOpen(verdicts[id])),
  };
}
export type Judging = ReturnType<typeof useVerdicts>;

/** A frequent reason is added to what was typed, never instead of it. */
const joined = (typed: string, reason: string) =>
  typed.trim() === '' || typed.includes(reason) ? typed.trim() || reason : `${typed.trim()} ${reason}`;
