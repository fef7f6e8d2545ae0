import { Link, Page, showTime, useLanguage } from '@jiesuo/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Tabs } from 'antd';
import { useState } from 'react';
import { type Answer, asked } from '../api.ts';
import { usePaging } from '../asking.ts';
import { priceOf } from '../money.ts';
import { type Column, List } from '../parts/List.tsx';
import { ConfirmPayment } from '../parts/payments/ConfirmPayment.tsx';
import { SearchBar } from '../parts/SearchBar.tsx';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';

type Line = Answer<'payments.list'>['items'][number];

export function Payments() {
  const words = useWords();
  const { payments, order } = words;
  const language = useLanguage();
  const [state, setState] = useState<Line['state']>('open');
  const [search, setSearch] = useState<string>();
  const [confirming, setConfirming] = useState<Line>();
  const paging = usePaging(JSON.stringify([state, search]));
  const lines = useQuery({
    ...asked('payments.list', { state, channel: 'bank_transfer', search, after: paging.after }),
    placeholderData: keepPreviousData,
  });
  const columns: Column<Line>[] = [
    { title: order.number, show: (line) => <Link href={paths.order(line.number)}>{line.number}</Link> },
    { title: order.customer, show: (line) => line.customerName },
    { title: payments.amount, show: (line) => priceOf(line.amountFen) },
    { title: order.created, show: (line) => showTime(line.createdAt, language) },
  ];
  if (state === 'paid')
    columns.push(
      { title: payments.payer, show: (line) => line.payer },
      { title: payments.bankReference, show: (line) => line.reference },
      { title: payments.confirmedAt, show: (line) => line.paidAt && showTime(line.paidAt, language) },
      { title: payments.confirmedBy, show: (line) => line.confirmedBy },
    );
  else
    columns.push({
      title: words.said.act,
      show: (line) => (
        <Button size="small" aria-label={payments.confirmTitle(line.number)} onClick={() => setConfirming(line)}>
          {payments.confirm}
        </Button>
      ),
    });
  return (
    <Page title={payments.title} site={words.console}>
      <Tabs
        activeKey={state}
        onChange={(key) => setState(key === 'paid' ? 'paid' : 'open')}
        items={[
          { key: 'open', label: payments.awaited },
          { key: 'paid', label: payments.received },
        ]}
      />
      <SearchBar label={payments.search} onSearch={setSearch} />
      <List label={payments.title} asked={lines} columns={columns} rowKey={(line) => line.attempt} paging={paging} />
      {confirming && (
        <ConfirmPayment key={confirming.number} line={confirming} onClose={() => setConfirming(undefined)} />
      )}
    </Page>
  );
}
