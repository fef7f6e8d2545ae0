import { type PayChannel, payChannelWords } from '@jiesuo/contract';
import { Link, Notice, Section, showFen, useGo, useLanguage } from '@jiesuo/ui';
import { Radio } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { Answer } from '../api.ts';
import { Loaded } from '../parts/Failure.tsx';
import { Page } from '../parts/Page.tsx';
import { BankTransfer } from '../parts/pay/BankTransfer.tsx';
import { Countdown } from '../parts/pay/Countdown.tsx';
import { Refunds } from '../parts/pay/Refunds.tsx';
import { ScanToPay } from '../parts/pay/ScanToPay.tsx';
import { type Check, usePayment } from '../parts/pay/usePayment.ts';
import { useOrderNumber } from '../parts/useOrderNumber.ts';
import { paths } from '../paths.ts';
import { useWords } from '../words/index.ts';

type Payment = Answer<'orders.payment'>;

/** 前往支付: the page follows the money by itself; it may be left and opened again at any time. */
export function Pay() {
  const { pay: words } = useWords();
  const number = useOrderNumber();
  const { query, check } = usePayment(number);
  return (
    <Page title={words.title} lead={words.lead} extra={<Link href={paths.order(number)}>{words.toOrder}</Link>}>
      <Loaded query={query}>
        {(payment) => (
          <>
            <State payment={payment} check={check} />
            <Refunds refunds={payment.refunds} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function State({ payment, check }: { payment: Payment; check: Check }) {
  const { pay: words } = useWords();
  const [wasPayable] = useState(payment.status === 'unpaid');
  if (payment.status === 'unpaid' && payment.channels.length > 0) return <Payable payment={payment} check={check} />;
  if (payment.money.state === 'paid' && wasPayable) return <JustPaid number={payment.number} />;
  return <Notice>{payment.money.state === 'paid' ? words.paidBefore : words.notPayable}</Notice>;
}

function Payable({ payment, check }: { payment: Payment; check: Check }) {
  const { pay: words } = useWords();
  const language = useLanguage();
  const { channels } = payment;
  const [chosen, setChosen] = useState(() => begunIn(payment));
  const channel = channels.find((one) => one === chosen) ?? channels[0];
  return (
    <Section>
      <p className="pay-amount">
        {words.amount} <strong>{showFen(payment.feeFen)}</strong>
      </p>
      {payment.expiresAt && (
        <p className="jz-soft">
          {words.timeLeft} <Countdown until={payment.expiresAt} />
        </p>
      )}
      <Radio.Group
        aria-label={words.how}
        className="pay-how"
        optionType="button"
        buttonStyle="solid"
        value={channel}
        onChange={({ target }) => {
          check.reset();
          setChosen(target.value as PayChannel);
        }}
        options={channels.map((one) => ({ value: one, label: payChannelWords[one][language] }))}
      />
      {channel === 'bank_transfer' ? (
        <BankTransfer payment={payment} />
      ) : (
        channel && <ScanToPay key={channel} number={payment.number} channel={channel} check={check} />
      )}
    </Section>
  );
}

/** The way that the customer took last. A transfer is open from the order's first moment: only its voucher says that it was begun. */
function begunIn({ attempts, transfer }: Payment): PayChannel | undefined {
  const [newest] = attempts
    .filter(({ channel, state }) => state === 'open' && channel !== 'bank_transfer')
    .toSorted((one, other) => Date.parse(other.startedAt) - Date.parse(one.startedAt));
  return transfer.voucher ? 'bank_transfer' : newest?.channel;
}

const restMs = 3000;

/** Long enough to be read, then on to the order. */
function JustPaid({ number }: { number: string }) {
  const { pay: words } = useWords();
  const go = useGo();
  const leave = useRef(() => go(paths.order(number)));
  useEffect(() => {
    const timer = setTimeout(() => leave.current(), restMs);
    return () => clearTimeout(timer);
  }, []);
  return (
    <Notice tone="good" title={words.paid} isLive actions={<Link href={paths.order(number)}>{words.toOrder}</Link>}>
      {words.paidLead}
    </Notice>
  );
}
