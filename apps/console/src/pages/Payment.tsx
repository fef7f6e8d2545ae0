import { Facts, Link, Loading, MaterialViewerButton, Page, Section } from '@jiesuo/ui';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { asked, voucherOf } from '../api.ts';
import { priceOf } from '../money.ts';
import { Attempts } from '../parts/payments/Attempts.tsx';
import { ConfirmButton } from '../parts/payments/ConfirmButton.tsx';
import type { Inspected } from '../parts/payments/history.ts';
import { Issues } from '../parts/payments/Issues.tsx';
import { MoneyHistory } from '../parts/payments/MoneyHistory.tsx';
import { Refunds } from '../parts/payments/Refunds.tsx';
import { MoneyTag } from '../parts/payments/tags.tsx';
import { Refusal } from '../parts/Refusal.tsx';
import { isAnyMoving } from '../parts/refunds/RefundProgress.tsx';
import { useMe } from '../parts/session/me.ts';
import { useIsAway } from '../parts/session/presence.ts';
import { OrderTag } from '../parts/tags.tsx';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';

const refreshMs = 5_000;

/** All money of one order: what came, what was said of it, what goes back, what does not add up. */
export function Payment() {
  const { number = '' } = useParams({ strict: false });
  const words = useWords();
  const { may } = useMe();
  const isAway = useIsAway();
  const money = useQuery({
    ...asked('payments.inspect', { number }),
    gcTime: 0,
    refetchInterval: ({ state: { data } }) => !isAway && data !== undefined && isAnyMoving(data.refunds) && refreshMs,
  });
  return (
    <Page
      key={number}
      title={words.payments.detail(number)}
      site={words.console}
      extra={may('reviews.inspect') && <Link href={paths.order(number)}>{words.payments.toOrder}</Link>}
    >
      <Refusal error={money.error} onRetry={() => void money.refetch()} />
      {money.data ? <Detail money={money.data} /> : money.isPending && <Loading />}
    </Page>
  );
}

function Detail({ money }: { money: Inspected }) {
  const { payments, order } = useWords();
  const { may } = useMe();
  const hasVoucher = money.voucherPages > 0 && may('payments.voucher');
  return (
    <>
      <Section title={payments.summary}>
        <Facts
          facts={[
            [order.status, <OrderTag key="status" status={money.status} />],
            [payments.money, <MoneyTag key="money" state={money.money.state} />],
            [order.customer, money.customerName],
            [order.fee, priceOf(money.feeFen)],
            [payments.paidSum, priceOf(money.money.paidFen)],
            [payments.refundedSum, priceOf(money.money.refundedFen)],
            [payments.voucher, hasVoucher ? <Voucher key="voucher" money={money} /> : null],
          ]}
        />
      </Section>
      <Issues issues={money.issues} />
      <Refunds refunds={money.refunds} />
      <Section
        title={payments.attempts}
        extra={money.feeFen > 0 && may('payments.confirm') && <ConfirmButton order={money} />}
      >
        <Attempts money={money} />
      </Section>
      <Section title={payments.timeline}>
        <MoneyHistory money={money} />
      </Section>
    </>
  );
}

function Voucher({ money: { number, voucherPages } }: { money: Inspected }) {
  const { payments } = useWords();
  return (
    <span className="jz-actions">
      <MaterialViewerButton
        label={payments.voucherView}
        name={`${payments.voucher} ${number}`}
        pages={voucherPages}
        src={voucherOf(number)}
      />
      <span className="jz-soft">{payments.voucherHint}</span>
    </span>
  );
}
