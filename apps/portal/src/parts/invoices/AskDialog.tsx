import { faultsIn, type InvoiceKind, invoiceKindWords, type Order } from '@jiesuo/contract';
import type { ShownInvoice, Title } from '@jiesuo/contract/portal';
import { type Faults, showFen, useForm, useLanguage, useToast } from '@jiesuo/ui';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useAct, useRead } from '../../queries.ts';
import { useWords } from '../../words/index.ts';
import { Failure, Loaded } from '../Failure.tsx';
import { Choice } from './Choice.tsx';
import { TitleDialog } from './TitleDialog.tsx';

interface Props {
  order: Pick<Order, 'number' | 'feeFen'>;
  shown: ShownInvoice;
  onClose: () => void;
}

/** 申请发票: to whom, and of which kind. */
export function AskDialog(props: Props) {
  const { invoices } = useWords();
  const titles = useRead('invoiceTitles.list', {});
  return (
    <Modal open title={invoices.ask} footer={null} closable={false} onCancel={props.onClose} width={520}>
      <Loaded query={titles}>{({ items }) => <AskForm {...props} titles={items} />}</Loaded>
    </Modal>
  );
}

function AskForm({ order, shown, titles, onClose }: Props & { titles: readonly Title[] }) {
  const words = useWords();
  const { invoices } = words;
  const language = useLanguage();
  const toast = useToast();
  const [isAdding, setAdding] = useState(titles.length === 0);
  const form = useForm({ title: titles[0]?.id ?? '', sort: (shown.kinds[0] ?? 'ordinary') as InvoiceKind });
  const ask = useAct('invoices.ask', ['invoices.show']);
  const judge = (): Faults => (form.values.title === '' ? { title: 'required' } : {});
  const send = () =>
    ask.mutate(
      { number: order.number, ...form.values },
      {
        onSuccess: () => {
          toast(invoices.sent);
          onClose();
        },
        onError: (error) => form.blame(faultsIn(error)),
      },
    );
  return (
    <>
      <form id={form.id} noValidate className="stack" onSubmit={form.submitting(judge, send)}>
        <p className="jz-soft">{invoices.askLead(showFen(order.feeFen))}</p>
        {titles.length === 0 ? (
          <p className="jz-soft" role="status">
            {invoices.titleFault}
          </p>
        ) : (
          <Choice
            legend={invoices.title}
            value={form.values.title}
            fault={form.faults['title'] && invoices.titleFault}
            options={titles.map((title) => ({
              value: title.id,
              label: (
                <>
                  {title.name} <span className="jz-soft">{title.taxNumber}</span>
                </>
              ),
            }))}
            onChoose={(title) => form.set('title', title)}
          />
        )}
        <div>
          <Button onClick={() => setAdding(true)}>{invoices.addTitle}</Button>
        </div>
        <Choice
          legend={invoices.kind}
          value={form.values.sort}
          options={shown.kinds.map((value) => ({ value, label: invoiceKindWords[value][language] }))}
          onChoose={(sort) => form.set('sort', sort)}
        />
        <Failure error={ask.error} />
        <div className="jz-actions">
          <Button onClick={onClose}>{words.act.cancel}</Button>
          <Button type="primary" htmlType="submit" loading={ask.isPending}>
            {invoices.send}
          </Button>
        </div>
      </form>
      {/* Beside the form, not in it: what is submitted there must not submit this. */}
      {isAdding && (
        <TitleDialog
          title={null}
          suggestion={shown.suggestion}
          onClose={(kept) => {
            setAdding(false);
            if (kept) form.set('title', kept.id);
          }}
        />
      )}
    </>
  );
}
