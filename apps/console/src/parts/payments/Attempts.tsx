import { payChannelWords } from '@jiesuo/contract';
import { Facts, showTime, useLanguage } from '@jiesuo/ui';
import { priceOf } from '../../money.ts';
import { useWords } from '../../words.ts';
import { AskRefund } from '../refunds/AskRefund.tsx';
import { useMe } from '../session/me.ts';
import type { Inspected } from './history.ts';
import { AttemptTag, UseTag } from './tags.tsx';

/** Every try to pay, oldest first. Money that came, and that is not on its way back, can be asked back. */
export function Attempts({ money }: { money: Inspected }) {
  const { payments } = useWords();
  const language = useLanguage();
  const { may } = useMe();
  const time = (at: string | null) => at && showTime(at, language);
  const isGoingBack = (attempt: string) =>
    money.refunds.some((refund) => refund.attempt === attempt && !['rejected', 'closed'].includes(refund.state));
  return (
    <ol className="jc-plain jc-stack">
      {money.attempts.map((line) => (
        <li key={line.attempt} className="jc-record">
          <div className="jz-actions">
            <strong>{payChannelWords[line.channel][language]}</strong>
            <span>{priceOf(line.amountFen)}</span>
            <AttemptTag state={line.state} />
            <UseTag use={line.use} />
            {line.state === 'paid' && may('refunds.ask') && !isGoingBack(line.attempt) && <AskRefund line={line} />}
          </div>
          <Facts
            facts={[
              [payments.attempt, line.attempt],
              [payments.reference, line.reference],
              [payments.confirmedAt, time(line.paidAt)],
              [payments.payer, line.payer],
              [payments.confirmedBy, line.confirmedBy],
            ]}
          />
        </li>
      ))}
    </ol>
  );
}
