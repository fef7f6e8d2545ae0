import { refusals } from '@jiesuo/contract';
import { Notice, useLanguage } from '@jiesuo/ui';
import type { Answer } from '../../api.ts';
import { useWords } from '../../words/index.ts';
import { Failure } from '../Failure.tsx';

/** What became of each order: those that could not be cancelled with the reason. */
export function CancelResults(props: { results: Answer<'orders.cancel'>['results'] | undefined; error: unknown }) {
  const { orders: words } = useWords();
  const language = useLanguage();
  if (props.error) return <Failure error={props.error} />;
  if (!props.results) return null;
  const isAll = props.results.every((result) => result.isCancelled);
  return (
    <Notice tone={isAll ? 'good' : 'warn'} title={words.cancelResults} isLive>
      <ul>
        {props.results.map(({ number, refusal, isRefunded }) => (
          <li key={number}>
            {number} · {refusal ? refusals[refusal][language] : isRefunded ? words.cancelledRefunded : words.cancelled}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
