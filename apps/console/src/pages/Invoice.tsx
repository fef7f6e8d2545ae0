import { invoiceHolderWords, invoiceKindWords } from '@jiesuo/contract';
import { Facts, Link, Loading, Page, Section, showTime, useLanguage } from '@jiesuo/ui';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type Answer, asked } from '../api.ts';
import { priceOf } from '../money.ts';
import { InvoiceActs } from '../parts/invoices/InvoiceActs.tsx';
import { InvoiceTag } from '../parts/invoices/tags.tsx';
import { Refusal } from '../parts/Refusal.tsx';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';

/** One request for an invoice, with all that stands on it. */
export function Invoice() {
  const { number: request = '' } = useParams({ strict: false });
  const words = useWords();
  const invoice = useQuery({ ...asked('invoices.inspect', { request }), gcTime: 0 });
  return (
    <Page
      key={request}
      title={words.invoices.detail(request)}
      site={words.console}
      extra={invoice.data && <Link href={paths.payment(invoice.data.number)}>{words.invoices.toMoney}</Link>}
    >
      <Refusal error={invoice.error} onRetry={() => void invoice.refetch()} />
      {invoice.data ? <Detail invoice={invoice.data} /> : invoice.isPending && <Loading />}
    </Page>
  );
}

function Detail({ invoice }: { invoice: Answer<'invoices.inspect'> }) {
  const { invoices, order } = useWords();
  const language = useLanguage();
  const { title } = invoice;
  const files = invoice.files.map((form) => form.toUpperCase()).join(' ');
  return (
    <>
      <Section title={invoices.facts}>
        <Facts
          facts={[
            [invoices.state, <InvoiceTag key="state" state={invoice.state} />],
            [order.number, invoice.number],
            [invoices.kind, invoiceKindWords[invoice.kind][language]],
            [invoices.amount, priceOf(invoice.amountFen)],
            [invoices.askedAt, showTime(invoice.askedAt, language)],
            [invoices.batch, invoice.batch],
            [invoices.exportedAt, invoice.exportedAt && showTime(invoice.exportedAt, language)],
            [invoices.code, invoice.invoiceCode],
            [invoices.number, invoice.invoiceNumber],
            [invoices.day, invoice.issuedOn],
            [invoices.files, invoice.invoiceNumber && (files || invoices.noFiles)],
            [invoices.reason, invoice.reason],
            [invoices.redNumber, invoice.redNumber],
            [invoices.redDay, invoice.redOn],
          ]}
        />
        <InvoiceActs invoice={invoice} />
      </Section>
      <Section title={invoices.buyerFacts}>
        <p className="jz-soft">{invoices.buyerLead}</p>
        <Facts
          facts={[
            [invoices.holder, invoiceHolderWords[title.holder][language]],
            ...(['name', 'taxNumber', 'address', 'phone', 'bank', 'bankAccount', 'email'] as const).map(
              (field) => [invoices[field], title[field] || null] as const,
            ),
          ]}
        />
      </Section>
    </>
  );
}
