import { type OrderStatus, orderStatuses, orderStatusWords } from '@jiesuo/contract';
import { Link, Page, showTime, useLanguage } from '@jiesuo/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { asked } from '../api.ts';
import { usePaging } from '../asking.ts';
import { priceOf } from '../money.ts';
import { List } from '../parts/List.tsx';
import { SearchBar } from '../parts/SearchBar.tsx';
import { OrderTag } from '../parts/tags.tsx';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';

export function Orders() {
  const words = useWords();
  const { order } = words;
  const language = useLanguage();
  const [search, setSearch] = useState<string>();
  const [status, setStatus] = useState<OrderStatus>();
  const paging = usePaging(JSON.stringify([search, status]));
  const lines = useQuery({
    ...asked('orders.search', { search, status, after: paging.after }),
    placeholderData: keepPreviousData,
  });
  return (
    <Page title={words.orders.title} site={words.console}>
      <SearchBar label={words.orders.search} onSearch={setSearch}>
        <Select<OrderStatus | 'all'>
          className="jc-select"
          aria-label={order.status}
          value={status ?? 'all'}
          onChange={(chosen) => setStatus(chosen === 'all' ? undefined : chosen)}
          options={[
            { value: 'all', label: words.orders.all },
            ...orderStatuses.map((value) => ({ value, label: orderStatusWords[value][language] })),
          ]}
        />
      </SearchBar>
      <List
        label={words.orders.title}
        asked={lines}
        rowKey={(line) => line.number}
        paging={paging}
        columns={[
          { title: order.number, show: (line) => <Link href={paths.order(line.number)}>{line.number}</Link> },
          { title: order.status, show: (line) => <OrderTag status={line.status} /> },
          { title: order.customer, show: (line) => line.customerName },
          { title: order.ukey, show: (line) => line.ukeySerial },
          { title: order.fee, show: (line) => priceOf(line.feeFen) },
          { title: order.created, show: (line) => showTime(line.createdAt, language) },
        ]}
      />
    </Page>
  );
}
