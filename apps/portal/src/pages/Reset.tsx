import { isResetOpen, mayMove, type Order } from '@jiesuo/contract';
import { Facts, Link, Notice, Section, showDate, useGo, useLanguage } from '@jiesuo/ui';
import { useEffect } from 'react';
import { Loaded } from '../parts/Failure.tsx';
import { ResetNotice } from '../parts/orders/ResetNotice.tsx';
import { SafetyNotice } from '../parts/orders/SafetyNotice.tsx';
import { Page } from '../parts/Page.tsx';
import { usePairing } from '../parts/pairing/usePairing.ts';
import { ResetProgress } from '../parts/reset/ResetProgress.tsx';
import { StepUp } from '../parts/reset/StepUp.tsx';
import { useOrderNumber } from '../parts/useOrderNumber.ts';
import { paths } from '../paths.ts';
import { queryClient, useRead } from '../queries.ts';
import { useWords } from '../words/index.ts';

/** 密码重置: compare, confirm by SMS code, then everything happens in the bridge's window; this page only tells the progress. */
export function Reset() {
  const words = useWords();
  const number = useOrderNumber();
  const query = useRead('orders.get', { number });
  return (
    <Page
      title={words.reset.title}
      lead={words.reset.lead}
      extra={<Link href={paths.order(number)}>{words.pay.toOrder}</Link>}
    >
      <Loaded query={query}>
        {(order) => (mayMove('complete', order.status) ? <Ceremony order={order} /> : <NotNow order={order} />)}
      </Loaded>
    </Page>
  );
}

function NotNow({ order }: { order: Order }) {
  const { reset: words } = useWords();
  const go = useGo();
  const isDone = order.status === 'completed';
  useEffect(() => {
    if (isDone) go(paths.done(order.number));
  }, [isDone, go, order.number]);
  return isDone ? null : <Notice tone="warn">{words.notReady}</Notice>;
}

function Ceremony({ order }: { order: Order }) {
  const { reset: words, orders, apply } = useWords();
  const language = useLanguage();
  const pairing = usePairing();
  const isOpen = isResetOpen(order);
  const status = pairing.watched?.ceremony?.status;
  useEffect(() => {
    if (!status) return;
    // The order's own page and the lists follow; `completed` leads to 操作成功 by the order's new status.
    void queryClient.invalidateQueries({ queryKey: ['orders.get'] });
    void queryClient.invalidateQueries({ queryKey: ['orders.list'] });
  }, [status]);
  return (
    <>
      <Section title={words.compare}>
        <Facts
          facts={[
            [orders.customer, <strong key="name">{order.customerName}</strong>],
            [orders.serial, order.ukeySerial],
            [apply.certificateSerial, order.certificateSerial],
            [apply.validity, showDate(order.certificateNotAfter, language)],
            [orders.number, order.number],
          ]}
        />
        <SafetyNotice order={order} />
        <ResetNotice order={order} />
        {isOpen && <Notice title={words.notHere}>{words.notHereHint}</Notice>}
      </Section>
      {isOpen && (
        <>
          <StepUp order={order} pairing={pairing} />
          <ResetProgress pairing={pairing} />
        </>
      )}
    </>
  );
}
