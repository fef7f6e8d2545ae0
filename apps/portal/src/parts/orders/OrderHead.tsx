import { isResetOpen, type Order } from '@jiesuo/contract';
import { Notice, Section, showTime, useLanguage } from '@jiesuo/ui';
import { useState } from 'react';
import { failureSentence } from '../../words/failures.ts';
import { useWords } from '../../words/index.ts';
import { WayBack } from '../link/WayBack.tsx';
import { CancelButton } from './CancelButton.tsx';
import { CancelResults } from './CancelResults.tsx';
import { Downloads } from './Downloads.tsx';
import { NextButton } from './NextButton.tsx';
import { OrderStatusTag } from './OrderStatusTag.tsx';
import { useCancel } from './useCancel.ts';

/** Where the order stands, and what can be done now. */
export function OrderHead({ order }: { order: Order }) {
  const { cancel, results, error } = useCancel(() => undefined);
  return (
    <Section>
      <div className="order-head">
        <OrderStatusTag status={order.status} />
        <Sentence order={order} />
      </div>
      {order.status === 'awaiting_reset' && <LastReset order={order} />}
      <div className="jz-actions">
        <NextButton order={order} />
        <CancelButton order={order} onCancel={cancel} />
      </div>
      <CancelResults results={results} error={error} />
      <WayBack order={order} />
      {order.status === 'completed' && <Downloads order={order} />}
    </Section>
  );
}

function Sentence({ order }: { order: Order }) {
  const { order: words } = useWords();
  const language = useLanguage();
  const [openedAt] = useState(() => Date.now());
  const time = (iso: string) => showTime(iso, language);
  const isLate = order.reviewExpectedAt !== null && Date.parse(order.reviewExpectedAt) < openedAt;
  // Nothing of what usually comes next: `SafetyNotice` says what does.
  if (order.safety.isStopped || order.safety.isSecondReview) return null;
  if (order.status === 'unpaid' && order.expiresAt) return <p>{words.unpaid(time(order.expiresAt))}</p>;
  if (order.status === 'in_review')
    return (
      <p>
        {order.reviewExpectedAt && words[isLate ? 'reviewLate' : 'reviewExpected'](time(order.reviewExpectedAt))}
        {order.isAssigned && ` ${words.assigned}`}
      </p>
    );
  if (order.status === 'rejected') return <p>{words.rejected}</p>;
  if (isResetOpen(order)) return <p>{words.awaiting}</p>;
  return null;
}

function LastReset({ order }: { order: Order }) {
  const { order: words } = useWords();
  const language = useLanguage();
  const { ceremony } = order;
  if (ceremony?.status === 'failed')
    return (
      <Notice tone="warn">
        {words.failed}
        {failureSentence(ceremony.failure, language)}
      </Notice>
    );
  if (ceremony && ['unknown', 'authorised', 'unblocked', 'changed'].includes(ceremony.status))
    return <Notice tone="warn">{words.unknown}</Notice>;
  return null;
}
