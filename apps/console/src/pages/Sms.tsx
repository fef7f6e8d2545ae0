import { Page, StatusTag, showTime, useLanguage } from '@jiesuo/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { asked } from '../api.ts';
import { usePaging } from '../asking.ts';
import { List } from '../parts/List.tsx';
import { SearchBar } from '../parts/SearchBar.tsx';
import { useMe } from '../parts/session/me.ts';
import { Attempts } from '../parts/sms/Attempts.tsx';
import { ProviderState } from '../parts/sms/ProviderState.tsx';
import { ResendMessage } from '../parts/sms/ResendMessage.tsx';
import { useWords } from '../words.ts';

const tones = { queued: 'busy', sent: 'good', delivered: 'good', unknown: 'warn', failed: 'bad' } as const;

export function Sms() {
  const words = useWords();
  const { sms } = words;
  const language = useLanguage();
  const { may } = useMe();
  const [search, setSearch] = useState<string>();
  const paging = usePaging(search ?? '');
  const lines = useQuery({ ...asked('sms.list', { search, after: paging.after }), placeholderData: keepPreviousData });
  const time = (at: string | null) => at && showTime(at, language);
  return (
    <Page title={sms.title} site={words.console}>
      <ProviderState />
      <SearchBar label={sms.search} onSearch={setSearch} />
      <List
        label={sms.title}
        asked={lines}
        rowKey={(line) => line.id}
        paging={paging}
        columns={[
          { title: sms.created, show: (line) => time(line.createdAt) },
          { title: sms.channel, show: (line) => sms.channels[line.channel] },
          { title: sms.mobile, show: (line) => line.mobile },
          { title: sms.template, show: (line) => sms.templates[line.template] ?? <code>{line.template}</code> },
          { title: words.order.number, show: (line) => line.order },
          {
            title: words.order.status,
            show: (line) => <StatusTag tone={tones[line.state]}>{sms.states[line.state]}</StatusTag>,
          },
          { title: sms.sent, show: (line) => time(line.deliveredAt ?? line.sentAt) },
          { title: sms.attempts, show: (line) => <Attempts attempts={line.attempts} failure={line.failure} /> },
          ...(may('sms.resend')
            ? [{ title: words.said.act, show: (line: Line) => line.isResendable && <ResendMessage id={line.id} /> }]
            : []),
        ]}
      />
    </Page>
  );
}

interface Line {
  readonly id: string;
  readonly isResendable: boolean;
}
