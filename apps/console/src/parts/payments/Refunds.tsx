import { payChannelWords, refundCauseWords } from '@jiesuo/contract';
import { Section, useLanguage } from '@jiesuo/ui';
import { priceOf } from '../../money.ts';
import { useWords } from '../../words.ts';
import { RefundActs } from '../refunds/RefundActs.tsx';
import { RefundProgress } from '../refunds/RefundProgress.tsx';
import type { Inspected } from './history.ts';

/** The order's refunds, oldest first, with what may be done about them. */
export function Refunds({ refunds }: Pick<Inspected, 'refunds'>) {
  const words = useWords();
  const language = useLanguage();
  if (refunds.length === 0) return null;
  return (
    <Section title={words.refunds.ofOrder}>
      <ol className="jc-plain jc-stack">
        {refunds.map((refund) => (
          <li key={refund.refund} className="jc-record">
            <div className="jz-actions">
              <strong>{payChannelWords[refund.channel][language]}</strong>
              <span>{priceOf(refund.amountFen)}</span>
              <span>{refundCauseWords[refund.cause][language]}</span>
              <code>{refund.refund}</code>
            </div>
            <RefundProgress refund={refund} />
            <RefundActs refund={refund} />
          </li>
        ))}
      </ol>
    </Section>
  );
}
