import { ceremonyStatusWords, methodWords, promptWords } from '@jiesuo/contract';
import { Facts, Link, Section, showTime, useLanguage } from '@jiesuo/ui';
import { priceOf } from '../money.ts';
import { paths } from '../paths.ts';
import { failureTitle } from '../words/failures.ts';
import { useWords } from '../words.ts';
import { MoneyTag } from './payments/tags.tsx';
import type { Inspected } from './review/verdicts.ts';
import { useMe } from './session/me.ts';
import { OrderTag } from './tags.tsx';

/** State, money and reset of an order. */
export function OrderFacts({ order }: { order: Inspected }) {
  const words = useWords();
  const language = useLanguage();
  const { payment, ceremony, reset } = order;
  const time = (at: string | null) => at && showTime(at, language);
  return (
    <Section title={words.order.facts}>
      <Facts
        facts={[
          [words.order.status, <OrderTag key="status" status={order.status} />],
          [words.order.customer, order.customerName],
          [words.order.ukey, order.ukeySerial],
          [words.order.created, time(order.createdAt)],
          [words.order.expires, time(order.expiresAt)],
          [words.order.assigned, order.assignedTo],
          [words.order.decidedBy, order.decidedBy],
          [words.order.payment, <Payment key="payment" order={order} />],
          [words.payments.confirmedBy, payment.confirmedBy],
          [words.payments.confirmedAt, time(payment.confirmedAt)],
          [words.order.method, reset.method && methodWords[reset.method][language]],
          [words.order.prompt, reset.prompt && promptWords(reset.prompt)[language]],
          [words.order.custody, reset.custody === 'not_needed' ? null : words.custody.states[reset.custody]],
          [words.order.ceremony, ceremony && ceremonyStatusWords[ceremony.status][language]],
          [words.order.ceremonyAt, ceremony && time(ceremony.updatedAt)],
          [words.order.ceremonyFailure, ceremony?.failure && failureTitle(ceremony.failure, language)],
          [words.order.authorisations, ceremony && String(ceremony.authorisations)],
        ]}
      />
    </Section>
  );
}

/** The state of the order's money, and the way to all that is known of it. */
function Payment({ order }: { order: Inspected }) {
  const { payments } = useWords();
  const { may } = useMe();
  return (
    <>
      <MoneyTag state={order.money.state} /> {priceOf(order.payment.amountFen)}{' '}
      {order.money.state !== 'none' && may('payments.inspect') && (
        <Link href={paths.payment(order.number)}>{payments.toMoney}</Link>
      )}
    </>
  );
}
