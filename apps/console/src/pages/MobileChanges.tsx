import { mobileChangeWords } from '@jiesuo/contract';
import { Link, Page, showTime, useLanguage } from '@jiesuo/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Tabs } from 'antd';
import { useState } from 'react';
import { type Answer, asked } from '../api.ts';
import { usePaging } from '../asking.ts';
import { type Column, List } from '../parts/List.tsx';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';

type Line = Answer<'mobileChanges.list'>['items'][number];

/** Customers who lost their number and sent a stamped paper: two people decide on each. */
export function MobileChanges() {
  const words = useWords();
  const { mobileChanges: say } = words;
  const language = useLanguage();
  const [state, setState] = useState<'open' | 'ended'>('open');
  const paging = usePaging(state);
  const lines = useQuery({
    ...asked('mobileChanges.list', { state, after: paging.after }),
    placeholderData: keepPreviousData,
  });
  const columns: Column<Line>[] = [
    { title: say.organisation, show: (line) => line.organisation },
    { title: say.from, show: (line) => line.oldMobile },
    { title: say.to, show: (line) => line.newMobile },
    { title: say.askedAt, show: (line) => showTime(line.askedAt, language) },
    { title: say.state, show: (line) => mobileChangeWords[line.state][language] },
    { title: say.firstBy, show: (line) => line.firstBy },
    ...(state === 'ended' ? [{ title: say.secondBy, show: (line: Line) => line.decidedBy }] : []),
    {
      title: words.said.act,
      show: (line) => (
        <Link href={paths.mobileChange(line.id)} aria-label={say.lookTitle(line.organisation)}>
          {say.look}
        </Link>
      ),
    },
  ];
  return (
    <Page title={say.title} site={words.console}>
      <Tabs
        activeKey={state}
        onChange={(key) => setState(key === 'ended' ? 'ended' : 'open')}
        items={[
          { key: 'open', label: say.open },
          { key: 'ended', label: say.ended },
        ]}
      />
      <List label={say.title} asked={lines} columns={columns} rowKey={(line) => line.id} paging={paging} />
    </Page>
  );
}
