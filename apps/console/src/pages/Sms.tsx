import { Page, StatusTag, showTime, useLanguage } from '@jiesuo/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { asked } from '../api.ts';
import { usePaging } from '../asking.ts';
import { List } from '../parts/List.tsx';
import { SearchBar } from '../parts/SearchBar.tsx';
import { useWords } from '../words.ts';

const tones = { queued: 'busy', sent: 'good', failed: 'bad' } as const;

export function Sms() {
  const words = useWords();
  const { sms } = words;
  const language = useLanguage();
  const [search, setSearch] = useState<string>();
  const paging = usePaging(search ?? '');
  const lines = useQuery({ ...asked('sms.list', { search, after: paging.after }), placeholderData: keepPreviousData });
  return (
    <Page title={sms.title} site={words.console}>
      <SearchBar label={sms.search} onSearch={setSearch} />
      <List
        label={sms.title}
        asked={lines}
        rowKey={(line) => line.id}
        paging={paging}
        columns={[
          { title: sms.created, show: (line) => showTime(line.createdAt, language) },
          { title: sms.mobile, show: (line) => line.mobile },
          { title: sms.template, show: (line) => <code>{line.template}</code> },
          { title: words.order.number, show: (line) => line.order },
          {
            title: words.order.status,
            show: (line) => <StatusTag tone={tones[line.state]}>{sms.states[line.state]}</StatusTag>,
          },
          { title: sms.attempts, show: (line) => line.attempts },
          { title: sms.sent, show: (line) => line.sentAt && showTime(line.sentAt, language) },
          { title: sms.failure, show: (line) => line.failure },
        ]}
      />
    </Page>
  );
}
