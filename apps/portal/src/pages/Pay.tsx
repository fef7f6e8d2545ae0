import { CopyButton, Facts, Link, Notice, Section, showFen, showTime, useLanguage } from '@jiesuo/ui';
import type { Answer } from '../api.ts';
import { Loaded } from '../parts/Failure.tsx';
import { Page } from '../parts/Page.tsx';
import { useOrderNumber } from '../parts/useOrderNumber.ts';
import { paths } from '../paths.ts';
import { useRead } from '../queries.ts';
import { useWords } from '../words/index.ts';

/** 前往支付: by bank transfer. */
export function Pay() {
  const { pay: words } = useWords();
  const number = useOrderNumber();
  const query = useRead('orders.payment', { number });
  const isOver = query.data !== undefined && query.data.status !== 'unpaid';
  return (
    <Page title={words.title} lead={words.lead} extra={<Link href={paths.order(number)}>{words.toOrder}</Link>}>
      {isOver ? (
        <Notice>{words.notPayable}</Notice>
      ) : (
        <Loaded query={query}>{(payment) => <Transfer payment={payment} />}</Loaded>
      )}
    </Page>
  );
}

function Transfer({ payment }: { payment: Answer<'orders.payment'> }) {
  const { pay: words } = useWords();
  const language = useLanguage();
  const copyable = (label: string, text: string) =>
    [
      label,
      <span key={label} className="copyable">
        <span>{text}</span>
        <CopyButton text={text} label={label} />
      </span>,
    ] as const;
  const yuan = (payment.feeFen / 100).toFixed(2);
  return (
    <Section title={words.method}>
      <Facts
        facts={[
          copyable(words.payee, payment.transfer.payee),
          copyable(words.bank, payment.transfer.bank),
          copyable(words.account, payment.transfer.bankAccount),
          [
            words.amount,
            <span key="amount" className="copyable">
              <strong>{showFen(payment.feeFen)}</strong>
              <CopyButton text={yuan} label={words.amount} />
            </span>,
          ],
          copyable(words.reference, payment.transfer.reference),
        ]}
      />
      <Notice tone="warn">
        {words.referenceHint} {payment.expiresAt && words.before(showTime(payment.expiresAt, language))}
      </Notice>
    </Section>
  );
}
