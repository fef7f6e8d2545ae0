import { Link, Notice, Page, StatusTag, showTime, useGo, useLanguage } from '@jiesuo/ui';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { type Answer, asked } from '../api.ts';
import { useAct, usePaging } from '../asking.ts';
import { type Column, List } from '../parts/List.tsx';
import { Refusal } from '../parts/Refusal.tsx';
import { useSingleKeys } from '../parts/review/KeysDialog.tsx';
import { keepPicturesOf } from '../parts/review/pictures.ts';
import { type Filter, QueueFilter } from '../parts/review/QueueFilter.tsx';
import { useKeys } from '../parts/review/useKeys.ts';
import { useNext } from '../parts/review/useNext.ts';
import { useMe } from '../parts/session/me.ts';
import { useIsSessionOver } from '../parts/session/over.ts';
import { useIsAway } from '../parts/session/presence.ts';
import { paths } from '../paths.ts';
import { waitOf } from '../times.ts';
import { useWords } from '../words.ts';

type Line = Answer<'reviews.queue'>['items'][number];
const countsMs = 5_000;
const linesMs = 60_000;

export function Queue() {
  const words = useWords();
  const { queue, order, desk } = words;
  const language = useLanguage();
  const me = useMe();
  const go = useGo();
  const isAway = useIsAway();
  const [filter, setFilter] = useState<Filter>({});
  const paging = usePaging(JSON.stringify(filter));
  const counts = useQuery({ ...asked('reviews.counts', {}), refetchInterval: isAway ? false : countsMs });
  const lines = useQuery({
    ...asked('reviews.queue', paging.after === undefined ? filter : { ...filter, after: paging.after }),
    refetchInterval: isAway ? false : linesMs,
    placeholderData: keepPreviousData,
  });
  useLinesFollow(counts.data);
  useEffect(() => keepPicturesOf([]), []);
  const { takeNext, isTaking, error } = useNext();
  const take = useAct('reviews.take', ['reviews.queue', 'reviews.counts']);
  const [hasSingleKeys] = useSingleKeys();
  const isSessionOver = useIsSessionOver();
  useKeys(hasSingleKeys, isSessionOver || !me.may('reviews.next'), ({ wish }) => {
    if (wish === 'nextOrder') takeNext();
    return wish === 'nextOrder';
  });
  const review = ({ number }: { number: string }) => go(paths.review(number));
  const columns: Column<Line>[] = [
    { title: order.number, show: (line) => <Link href={paths.review(line.number)}>{line.number}</Link> },
    { title: order.customer, show: (line) => line.customerName },
    { title: order.ukey, show: (line) => line.ukeySerial },
    {
      title: queue.waited,
      show: (line) => (
        <>
          {waitOf(line.waitingMinutes, words)}{' '}
          {line.isResubmitted && <StatusTag tone="warn">{queue.resubmitted}</StatusTag>}
        </>
      ),
    },
    { title: desk.promised, show: (line) => <By at={line.promisedAt} seenAt={lines.dataUpdatedAt} /> },
    { title: desk.needed, show: (line) => line.deadlineAt && <strong>{showTime(line.deadlineAt, language)}</strong> },
    {
      title: order.assigned,
      show: (line) =>
        line.isMine ? <StatusTag tone="busy">{queue.mine}</StatusTag> : (line.assignedTo ?? queue.unassigned),
    },
  ];
  if (me.may('reviews.take'))
    columns.push({
      title: words.said.act,
      show: (line) =>
        line.isMine ? (
          <Button size="small" aria-label={`${queue.goOn} ${line.number}`} onClick={() => review(line)}>
            {queue.goOn}
          </Button>
        ) : (
          line.assignedTo === null && (
            <Button
              size="small"
              aria-label={`${queue.take} ${line.number}`}
              disabled={take.isPending}
              onClick={() => take.mutate({ number: line.number }, { onSuccess: review })}
            >
              {queue.take}
            </Button>
          )
        ),
    });
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  return (
    <Page
      title={queue.title}
      site={words.console}
      extra={
        me.may('reviews.next') && (
          <Button type="primary" loading={isTaking} aria-keyshortcuts="N" onClick={takeNext}>
            {queue.next}
          </Button>
        )
      }
    >
      <QueueFilter filter={filter} counts={counts.data} onFilter={setFilter} />
      {isAway && <Notice isLive>{queue.paused}</Notice>}
      <Refusal error={error ?? take.error} />
      <List
        label={queue.title}
        asked={lines}
        columns={columns}
        rowKey={(line) => line.number}
        paging={paging}
        empty={isFiltered ? desk.nothing : queue.empty}
      />
    </Page>
  );
}

/** The list is asked for again when a count has changed: the counts are small, the list is not. */
function useLinesFollow(counts: Answer<'reviews.counts'> | undefined): void {
  const client = useQueryClient();
  const seen = counts && JSON.stringify(counts);
  useEffect(() => {
    if (seen !== undefined) void client.invalidateQueries({ queryKey: ['reviews.queue'] });
  }, [client, seen]);
}

function By({ at, seenAt }: { at: string | null; seenAt: number }) {
  const { desk } = useWords();
  const language = useLanguage();
  if (at === null) return null;
  return (
    <>
      {showTime(at, language)} {Date.parse(at) < seenAt && <StatusTag tone="bad">{desk.late}</StatusTag>}
    </>
  );
}
