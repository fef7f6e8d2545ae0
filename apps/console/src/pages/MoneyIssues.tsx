import { type MoneyIssueKind, moneyIssueKinds, moneyIssueWords, type PayChannel } from '@jiesuo/contract';
import { Page, useLanguage } from '@jiesuo/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Select, Tabs } from 'antd';
import { useState } from 'react';
import { asked } from '../api.ts';
import { usePaging } from '../asking.ts';
import { List } from '../parts/List.tsx';
import { useIssueColumns } from '../parts/moneyIssues/columns.tsx';
import { ChannelSelect } from '../parts/payments/ChannelSelect.tsx';
import { SearchBar } from '../parts/SearchBar.tsx';
import { useWords } from '../words.ts';

/** Money that does not add up by itself: each waits for a person, who says how it was settled. */
export function MoneyIssues() {
  const words = useWords();
  const { moneyIssues } = words;
  const language = useLanguage();
  const [state, setState] = useState<'open' | 'resolved'>('open');
  const [kind, setKind] = useState<MoneyIssueKind>();
  const [channel, setChannel] = useState<PayChannel>();
  const [search, setSearch] = useState<string>();
  const paging = usePaging(JSON.stringify([state, kind, channel, search]));
  const lines = useQuery({
    ...asked('moneyIssues.list', { state, kind, channel, search, after: paging.after }),
    placeholderData: keepPreviousData,
  });
  const isFiltered = kind !== undefined || channel !== undefined || search !== undefined;
  return (
    <Page title={moneyIssues.title} site={words.console}>
      <Tabs
        activeKey={state}
        onChange={(key) => setState(key === 'resolved' ? 'resolved' : 'open')}
        items={[
          { key: 'open', label: moneyIssues.open },
          { key: 'resolved', label: moneyIssues.resolved },
        ]}
      />
      <SearchBar label={moneyIssues.search} onSearch={setSearch}>
        <Select<MoneyIssueKind | 'any'>
          className="jc-select jc-select-wide"
          aria-label={moneyIssues.kind}
          value={kind ?? 'any'}
          onChange={(chosen) => setKind(chosen === 'any' ? undefined : chosen)}
          options={[
            { value: 'any', label: moneyIssues.anyKind },
            ...moneyIssueKinds.map((value) => ({ value, label: moneyIssueWords[value][language] })),
          ]}
        />
        <ChannelSelect channel={channel} onChoose={setChannel} />
      </SearchBar>
      <List
        label={moneyIssues.title}
        asked={lines}
        columns={useIssueColumns({ isSettled: state === 'resolved', hasOrder: true })}
        rowKey={(issue) => issue.id}
        paging={paging}
        {...(state === 'open' && !isFiltered && { empty: moneyIssues.empty })}
      />
    </Page>
  );
}
