import { riskRules } from '@jiesuo/contract';
import { Link, Page, showTime, useLanguage } from '@jiesuo/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Tabs } from 'antd';
import { useState } from 'react';
import { type Answer, asked } from '../api.ts';
import { usePaging } from '../asking.ts';
import { type Column, List } from '../parts/List.tsx';
import { OrderTag } from '../parts/tags.tsx';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';

type Line = Answer<'risk.list'>['items'][number];

/** Orders that wait for another person, and those that the contact on record has stopped. The order's own page has the acts. */
export function SecondReviews() {
  const words = useWords();
  const { risk, order } = words;
  const language = useLanguage();
  const [state, setState] = useState<'waiting' | 'stopped'>('waiting');
  const paging = usePaging(state);
  const lines = useQuery({ ...asked('risk.list', { state, after: paging.after }), placeholderData: keepPreviousData });
  const separator = language === 'zh' ? '；' : '; ';
  const columns: Column<Line>[] = [
    { title: order.number, show: (line) => line.number },
    { title: order.customer, show: (line) => line.customerName },
    // What waits is always in review; what was stopped may be anywhere, and nobody holds it.
    ...(state === 'stopped' ? [{ title: order.status, show: ({ status }: Line) => <OrderTag status={status} /> }] : []),
    {
      title: risk.rules,
      show: (line) => (
        <span className="jc-lines">{line.rules.map((rule) => riskRules[rule][language]).join(separator)}</span>
      ),
    },
    { title: risk.since, show: (line) => showTime(line.since, language) },
    { title: risk.firstBy, show: (line) => line.firstBy },
    ...(state === 'waiting' ? [{ title: risk.holder, show: (line: Line) => line.assignedTo }] : []),
    {
      title: words.said.act,
      show: (line) => (
        <Link href={paths.order(line.number)} aria-label={risk.openTitle(line.number)}>
          {risk.open}
        </Link>
      ),
    },
  ];
  return (
    <Page title={risk.title} site={words.console}>
      <Tabs
        activeKey={state}
        onChange={(key) => setState(key === 'stopped' ? 'stopped' : 'waiting')}
        items={[
          { key: 'waiting', label: risk.waiting },
          { key: 'stopped', label: risk.stopped },
        ]}
      />
      <List label={risk.title} asked={lines} columns={columns} rowKey={(line) => line.number} paging={paging} />
    </Page>
  );
}
