import { methodNames, trustedBridgeWarning } from '@jiesuo/contract';
import { Notice, Page, showTime, useLanguage } from '@jiesuo/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Tabs } from 'antd';
import { useState } from 'react';
import { type Answer, asked } from '../api.ts';
import { usePaging } from '../asking.ts';
import { Decide } from '../parts/custody/Decide.tsx';
import { type Column, List } from '../parts/List.tsx';
import { SearchBar } from '../parts/SearchBar.tsx';
import { useMe } from '../parts/session/me.ts';
import { useWords } from '../words.ts';

type Line = Answer<'custody.list'>['items'][number];

/** What may leave the server, or be tried with the last tries, is decided here, order by order. */
export function Custody() {
  const words = useWords();
  const { custody, order } = words;
  const language = useLanguage();
  const me = useMe();
  const [state, setState] = useState<'waiting' | 'decided'>('waiting');
  const [search, setSearch] = useState<string>();
  const [deciding, setDeciding] = useState<Line>();
  const paging = usePaging(JSON.stringify([state, search]));
  const lines = useQuery({
    ...asked('custody.list', { state, search, after: paging.after }),
    placeholderData: keepPreviousData,
  });
  const columns: Column<Line>[] = [
    { title: order.number, show: (line) => line.number },
    { title: order.customer, show: (line) => line.customerName },
    { title: order.ukey, show: (line) => line.ukeySerial },
    { title: custody.model, show: (line) => line.model },
    { title: custody.method, show: (line) => methodNames[line.decision?.method ?? line.method][language] },
    { title: custody.state, show: (line) => custody.states[line.state] },
  ];
  if (state === 'decided')
    columns.push(
      { title: custody.by, show: (line) => line.decision?.by },
      { title: custody.at, show: (line) => line.decision && showTime(line.decision.at, language) },
      { title: custody.reason, show: (line) => line.decision?.reason },
    );
  if (me.may('custody.decide'))
    columns.push({
      title: words.said.act,
      show: (line) => (
        <Button size="small" aria-label={custody.decideTitle(line.number)} onClick={() => setDeciding(line)}>
          {custody.decide}
        </Button>
      ),
    });
  return (
    <Page title={custody.title} site={words.console}>
      <Notice tone="warn">{trustedBridgeWarning[language]}</Notice>
      {lines.data?.isTrustedBridgeOn === false && <Notice>{custody.off}</Notice>}
      <Tabs
        activeKey={state}
        onChange={(key) => setState(key === 'decided' ? 'decided' : 'waiting')}
        items={[
          { key: 'waiting', label: custody.states.waiting },
          { key: 'decided', label: custody.decided },
        ]}
      />
      <SearchBar label={custody.search} onSearch={setSearch} />
      <List label={custody.title} asked={lines} columns={columns} rowKey={(line) => line.number} paging={paging} />
      {deciding && <Decide key={deciding.number} line={deciding} onClose={() => setDeciding(undefined)} />}
    </Page>
  );
}
