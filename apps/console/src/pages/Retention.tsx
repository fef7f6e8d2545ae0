import { Page } from '@jiesuo/ui';
import { Tabs } from 'antd';
import { useState } from 'react';
import { Deletions } from '../parts/retention/Deletions.tsx';
import { Openings } from '../parts/retention/Openings.tsx';
import { Rules } from '../parts/retention/Rules.tsx';
import { useWords } from '../words.ts';

const tabs = ['rules', 'deletions', 'openings'] as const;
type Tab = (typeof tabs)[number];

/** 数据留存: how long what is kept, what was deleted, and who looked at what was locked away. */
export function Retention() {
  const words = useWords();
  const { retention } = words;
  const [tab, setTab] = useState<Tab>('rules');
  return (
    <Page title={retention.title} site={words.console} lead={retention.lead}>
      <Tabs
        activeKey={tab}
        onChange={(key) => setTab(key as Tab)}
        items={tabs.map((key) => ({ key, label: retention.tabs[key] }))}
      />
      {tab === 'rules' && <Rules />}
      {tab === 'deletions' && <Deletions />}
      {tab === 'openings' && <Openings />}
    </Page>
  );
}
