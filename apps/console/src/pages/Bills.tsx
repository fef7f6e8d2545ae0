import { payChannelWords } from '@jiesuo/contract';
import { billStateWords } from '@jiesuo/contract/console';
import { Notice, Page, Section, saveFile, showTime, useLanguage } from '@jiesuo/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { type Answer, asked } from '../api.ts';
import { useAct, usePaging } from '../asking.ts';
import { priceOf } from '../money.ts';
import { ReconcileDay } from '../parts/bills/ReconcileDay.tsx';
import { useReconcile } from '../parts/bills/useReconcile.ts';
import { type Column, List } from '../parts/List.tsx';
import { Refusal } from '../parts/Refusal.tsx';
import { useMe } from '../parts/session/me.ts';
import { useWords } from '../words.ts';

type Bill = Answer<'bills.list'>['items'][number];

/** 对账: each gateway's day against the books. */
export function Bills() {
  const words = useWords();
  const { bills } = words;
  const language = useLanguage();
  const { may } = useMe();
  const paging = usePaging('');
  const lines = useQuery({ ...asked('bills.list', { before: paging.after }), placeholderData: keepPreviousData });
  const columns: Column<Bill>[] = [
    { title: bills.day, show: ({ day }) => day },
    { title: bills.channel, show: ({ channel }) => payChannelWords[channel][language] },
    { title: bills.state, show: ({ state }) => billStateWords[state][language] },
    { title: bills.paid, show: (bill) => bills.lines(bill.paidLines, priceOf(bill.paidFen)) },
    { title: bills.refunded, show: (bill) => bills.lines(bill.refundedLines, priceOf(bill.refundedFen)) },
    { title: bills.issues, show: ({ openIssues }) => (openIssues > 0 ? <strong>{openIssues}</strong> : bills.none) },
    { title: bills.reconciledAt, show: (bill) => bill.reconciledAt && showTime(bill.reconciledAt, language) },
    {
      title: words.said.act,
      show: (bill) => (
        <span className="jz-actions">
          {may('bills.reconcile') && <Again bill={bill} />}
          {bill.state === 'reconciled' && <Save bill={bill} />}
        </span>
      ),
    },
  ];
  const channels = lines.data?.channels ?? [];
  return (
    <Page title={bills.title} site={words.console} lead={bills.lead}>
      {lines.data && channels.length === 0 && <Notice>{bills.off}</Notice>}
      {channels.length > 0 && may('bills.reconcile') && (
        <Section>
          <ReconcileDay channels={channels} />
        </Section>
      )}
      <List
        label={bills.title}
        asked={lines}
        columns={columns}
        rowKey={({ day, channel }) => `${day} ${channel}`}
        paging={paging}
        empty={bills.empty}
      />
    </Page>
  );
}

function Again({ bill }: { bill: Bill }) {
  const { bills } = useWords();
  const language = useLanguage();
  const { reconcile, isPending, error } = useReconcile();
  const { channel, day } = bill;
  return (
    <>
      <Button
        size="small"
        loading={isPending}
        aria-label={bills.again(day, payChannelWords[channel][language])}
        onClick={() => reconcile({ channel, day })}
      >
        {bills.againShort}
      </Button>
      <Refusal error={error} />
    </>
  );
}

function Save({ bill }: { bill: Bill }) {
  const { bills } = useWords();
  const language = useLanguage();
  const act = useAct('bills.save');
  const { channel, day } = bill;
  return (
    <>
      <Button
        size="small"
        loading={act.isPending}
        aria-label={bills.save(day, payChannelWords[channel][language])}
        onClick={() => act.mutate({ channel, day }, { onSuccess: (file) => saveFile(file, `${channel}-${day}.xlsx`) })}
      >
        {bills.saveShort}
      </Button>
      <Refusal error={act.error} />
    </>
  );
}
