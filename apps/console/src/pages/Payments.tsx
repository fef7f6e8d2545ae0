import {
  type AttemptState,
  attemptStates,
  attemptStateWords,
  type PayChannel,
  payChannelWords,
} from '@jiesuo/contract';
import { Link, Page, showTime, useLanguage } from '@jiesuo/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Tabs } from 'antd';
import { useState } from 'react';
import { type Answer, asked } from '../api.ts';
import { usePaging } from '../asking.ts';
import { priceOf } from '../money.ts';
import { type Column, List } from '../parts/List.tsx';
import { ChannelSelect } from '../parts/payments/ChannelSelect.tsx';
import { ConfirmButton } from '../parts/payments/ConfirmButton.tsx';
import { UseTag } from '../parts/payments/tags.tsx';
import { SearchBar } from '../parts/SearchBar.tsx';
import { useMe } from '../parts/session/me.ts';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';

type Line = Answer<'payments.list'>['items'][number];
const isState = (key: string): key is AttemptState => attemptStates.some((state) => state === key);

/** Every try to pay. What is awaited comes first: a bank transfer waits for finance. */
export function Payments() {
  const words = useWords();
  const { payments } = words;
  const language = useLanguage();
  const [state, setState] = useState<AttemptState>('open');
  const [channel, setChannel] = useState<PayChannel>();
  const [search, setSearch] = useState<string>();
  const paging = usePaging(JSON.stringify([state, channel, search]));
  const lines = useQuery({
    ...asked('payments.list', { state, channel, search, after: paging.after }),
    placeholderData: keepPreviousData,
  });
  return (
    <Page title={payments.title} site={words.console}>
      <Tabs
        activeKey={state}
        onChange={(key) => isState(key) && setState(key)}
        items={attemptStates.map((key) => ({ key, label: attemptStateWords[key][language] }))}
      />
      <SearchBar label={payments.search} onSearch={setSearch}>
        <ChannelSelect channel={channel} onChoose={setChannel} />
      </SearchBar>
      <List
        label={payments.title}
        asked={lines}
        columns={useColumns(state)}
        rowKey={(line) => line.attempt}
        paging={paging}
      />
    </Page>
  );
}

function useColumns(state: AttemptState): Column<Line>[] {
  const { payments, order, said } = useWords();
  const language = useLanguage();
  const { may } = useMe();
  const time = (at: string | null) => at && showTime(at, language);
  const shared: Column<Line>[] = [
    { title: order.number, show: (line) => <Link href={paths.payment(line.number)}>{line.number}</Link> },
    { title: order.customer, show: (line) => line.customerName },
    { title: payments.channel, show: (line) => payChannelWords[line.channel][language] },
    { title: payments.amount, show: (line) => priceOf(line.amountFen) },
    { title: order.created, show: (line) => time(line.createdAt) },
  ];
  if (state === 'closed') return [...shared, { title: payments.attempt, show: (line) => line.attempt }];
  if (state === 'paid')
    return [
      ...shared,
      { title: payments.confirmedAt, show: (line) => time(line.paidAt) },
      { title: payments.use, show: (line) => <UseTag use={line.use} /> },
      { title: payments.reference, show: (line) => line.reference },
      { title: payments.payer, show: (line) => line.payer },
      { title: payments.confirmedBy, show: (line) => line.confirmedBy },
    ];
  const open: Column<Line>[] = [
    ...shared,
    { title: payments.expires, show: (line) => time(line.expiresAt) },
    { title: payments.voucher, show: (line) => line.hasVoucher && payments.voucherThere },
  ];
  if (may('payments.confirm'))
    open.push({
      title: said.act,
      show: (line) =>
        line.channel === 'bank_transfer' && (
          <ConfirmButton order={{ ...line, feeFen: line.amountFen, status: line.orderStatus }} />
        ),
    });
  return open;
}
