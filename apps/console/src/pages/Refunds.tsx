import { payChannelWords, type RefundState, refundCauseWords, refundStates, refundStateWords } from '@jiesuo/contract';
import { Link, Page, showTime, useLanguage } from '@jiesuo/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { asked } from '../api.ts';
import { usePaging } from '../asking.ts';
import { priceOf } from '../money.ts';
import { List } from '../parts/List.tsx';
import { RefundActs } from '../parts/refunds/RefundActs.tsx';
import { isAnyMoving, RefundProgress } from '../parts/refunds/RefundProgress.tsx';
import { SearchBar } from '../parts/SearchBar.tsx';
import { useIsAway } from '../parts/session/presence.ts';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';

const refreshMs = 5_000;

/** Money on its way back: what waits for a second person, for a gateway, or for finance's hand. */
export function Refunds() {
  const words = useWords();
  const { refunds, order } = words;
  const language = useLanguage();
  const [state, setState] = useState<RefundState>();
  const [search, setSearch] = useState<string>();
  const isAway = useIsAway();
  const paging = usePaging(JSON.stringify([state, search]));
  const lines = useQuery({
    ...asked('refunds.list', { state, search, after: paging.after }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) => !isAway && data !== undefined && isAnyMoving(data.items) && refreshMs,
  });
  return (
    <Page title={refunds.title} site={words.console}>
      <SearchBar label={refunds.search} onSearch={setSearch}>
        <Select<RefundState | 'all'>
          className="jc-select"
          aria-label={refunds.state}
          value={state ?? 'all'}
          onChange={(chosen) => setState(chosen === 'all' ? undefined : chosen)}
          options={[
            { value: 'all', label: refunds.all },
            ...refundStates.map((value) => ({ value, label: refundStateWords[value][language] })),
          ]}
        />
      </SearchBar>
      <List
        label={refunds.title}
        asked={lines}
        rowKey={(line) => line.refund}
        paging={paging}
        columns={[
          { title: order.number, show: (line) => <Link href={paths.payment(line.number)}>{line.number}</Link> },
          { title: order.customer, show: (line) => line.customerName },
          {
            title: refunds.amount,
            show: (line) => (
              <>
                {priceOf(line.amountFen)} <span className="jz-soft">{payChannelWords[line.channel][language]}</span>
              </>
            ),
          },
          { title: refunds.cause, show: (line) => refundCauseWords[line.cause][language] },
          { title: refunds.progress, show: (line) => <RefundProgress refund={line} /> },
          { title: refunds.began, show: (line) => showTime(line.createdAt, language) },
          { title: words.said.act, show: (line) => <RefundActs refund={line} /> },
        ]}
      />
    </Page>
  );
}
