import type { Answers, FigureGroup } from '@jiesuo/contract/figures';
import { Loading } from '@jiesuo/ui';
import { type ReactNode, useId } from 'react';
import { Refusal } from '../Refusal.tsx';
import { useMe } from '../session/me.ts';
import type { Asked } from './PeriodBar.tsx';
import { useFigures } from './useFigures.ts';
import { useDashboardWords } from './words.ts';

/** The figures of one group, for those whose duty it is to see them. */
export function Group<G extends FigureGroup>(props: {
  group: G;
  asked: Asked;
  children: (answer: Answers[G]) => ReactNode;
}) {
  const { may } = useMe();
  return may(`figures.${props.group}`) ? <Shown {...props} /> : null;
}

function Shown<G extends FigureGroup>({
  group,
  asked,
  children,
}: {
  group: G;
  asked: Asked;
  children: (answer: Answers[G]) => ReactNode;
}) {
  const id = useId();
  const { groups } = useDashboardWords();
  const { data, error, refetch, isPlaceholderData } = useFigures(group, asked);
  return (
    <section className="jc-group" aria-labelledby={id} aria-busy={isPlaceholderData}>
      <h2 id={id}>{groups[group]}</h2>
      <Refusal error={error} onRetry={() => void refetch()} />
      {data ? <div className="jc-group-figures">{children(data as Answers[G])}</div> : !error && <Loading />}
    </section>
  );
}
