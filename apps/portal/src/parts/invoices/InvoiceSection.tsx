import { type InvoiceState, invoiceKindWords, invoiceStateWords, mayMoveInvoice, type Order } from '@jiesuo/contract';
import type { Invoice, ShownInvoice } from '@jiesuo/contract/portal';
import {
  ConfirmButton,
  Facts,
  Section,
  StatusTag,
  type StatusTone,
  saveFile,
  showFen,
  showTime,
  useLanguage,
  useToast,
} from '@jiesuo/ui';
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { api } from '../../api.ts';
import { useAct, useRead } from '../../queries.ts';
import { useWords } from '../../words/index.ts';
import { Failure, Loaded } from '../Failure.tsx';
import { AskDialog } from './AskDialog.tsx';

const tones: Record<InvoiceState, StatusTone> = {
  requested: 'busy',
  rejected: 'bad',
  issuing: 'busy',
  issued: 'good',
  red_due: 'warn',
  red: 'neutral',
  withdrawn: 'neutral',
  ended: 'neutral',
};

/** 发票 of one order; nothing where the CA makes none, or where nothing was to be paid. */
export function InvoiceSection({ order }: { order: Pick<Order, 'number' | 'feeFen'> }) {
  const query = useRead('invoices.show', { number: order.number });
  if (order.feeFen === 0) return null;
  return (
    <Loaded query={query}>
      {(shown) => (shown.kinds.length > 0 || shown.invoice ? <Shown order={order} shown={shown} /> : null)}
    </Loaded>
  );
}

function Shown({ order, shown }: { order: Pick<Order, 'number' | 'feeFen'>; shown: ShownInvoice }) {
  const { invoices } = useWords();
  const toast = useToast();
  const [isAsking, setAsking] = useState(false);
  const withdraw = useAct('invoices.withdraw', ['invoices.show']);
  const { invoice, isOffered } = shown;
  const { number } = order;
  return (
    <Section title={invoices.section}>
      {invoice ? <InvoiceFacts number={number} invoice={invoice} /> : !isOffered && <p>{invoices.none}</p>}
      <div className="jz-actions">
        {isOffered && (
          <Button type={invoice ? 'default' : 'primary'} onClick={() => setAsking(true)}>
            {invoice ? invoices.askAgain : invoices.ask}
          </Button>
        )}
        {invoice && mayMoveInvoice('withdraw', invoice.state) && (
          <ConfirmButton
            question={invoices.withdrawQuestion}
            onConfirm={async () => {
              await withdraw.mutateAsync({ number });
              toast(invoices.withdrawn);
            }}
          >
            {invoices.withdraw}
          </ConfirmButton>
        )}
      </div>
      <Failure error={withdraw.error} />
      {isAsking && <AskDialog order={order} shown={shown} onClose={() => setAsking(false)} />}
    </Section>
  );
}

function InvoiceFacts({ number, invoice }: { number: string; invoice: Invoice }) {
  const { invoices } = useWords();
  const language = useLanguage();
  const { state, title } = invoice;
  return (
    <>
      <p>
        <StatusTag tone={tones[state]}>{invoiceStateWords[state][language]}</StatusTag> {invoices.next[state]}
      </p>
      {invoice.reason && <p>{invoices.reason(invoice.reason)}</p>}
      <Facts
        facts={[
          [invoices.kind, invoiceKindWords[invoice.kind][language]],
          [invoices.title, title.name || null],
          [invoices.taxNumber, title.taxNumber || null],
          [invoices.amount, showFen(invoice.amountFen)],
          [invoices.askedAt, showTime(invoice.askedAt, language)],
          [invoices.code, invoice.invoiceCode],
          [invoices.number, invoice.invoiceNumber],
          [invoices.day, invoice.issuedOn],
          [invoices.redNumber, invoice.redNumber],
        ]}
      />
      <Files number={number} invoice={invoice} />
    </>
  );
}

function Files({ number, invoice }: { number: string; invoice: Invoice }) {
  const { invoices } = useWords();
  const save = useMutation({
    mutationFn: async (form: Invoice['files'][number]) =>
      saveFile(await api('invoices.download', { number, form }), `${invoice.invoiceNumber}.${form}`),
  });
  if (invoice.files.length === 0) return invoice.state === 'issued' && <p className="jz-soft">{invoices.filesLater}</p>;
  return (
    <>
      <div className="jz-actions">
        {invoice.files.map((form) => (
          <Button
            key={form}
            type={invoice.state === 'issued' ? 'primary' : 'default'}
            loading={save.isPending && save.variables === form}
            onClick={() => save.mutate(form)}
          >
            {invoices.download(form.toUpperCase())}
          </Button>
        ))}
      </div>
      <Failure error={save.error} />
    </>
  );
}
