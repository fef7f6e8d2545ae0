import { payChannelWords, refundStateWords } from '@jiesuo/contract';
import { Section, showFen, showTime, useLanguage } from '@jiesuo/ui';
import type { Answer } from '../../api.ts';
import { useWords } from '../../words/index.ts';

/** Money on its way back, or back. One that a person did not approve is not the customer's matter. */
export function Refunds({ refunds }: Pick<Answer<'orders.payment'>, 'refunds'>) {
  const { pay: words } = useWords();
  const language = useLanguage();
  const shown = refunds.filter(({ state }) => state !== 'rejected' && state !== 'waiting');
  if (shown.length === 0) return null;
  return (
    <Section title={words.refunds}>
      <ul className="plain-list">
        {shown.map(({ state, channel, amountFen, startedAt, doneAt }) => (
          <li key={`${channel} ${startedAt}`}>
            <strong>{showFen(amountFen)}</strong> ·{' '}
            {refundStateWords[state === 'done' ? 'done' : 'processing'][language]}
            {' · '}
            {payChannelWords[channel][language]} · {showTime(doneAt ?? startedAt, language)}
          </li>
        ))}
      </ul>
      {shown.some(({ state }) => state !== 'done') && <p className="jz-soft">{words.refundsLead}</p>}
    </Section>
  );
}
