import { Link, Notice, Page, StatusTag, showTime, useGo, useLanguage } from '@jiesuo/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { type Answer, asked } from '../api.ts';
import { useAct, usePaging } from '../asking.ts';
import { type Column, List } from '../parts/List.tsx';
import { Refusal } from '../parts/Refusal.tsx';
import { useMe } from '../parts/session/me.ts';
import { useIsAway } from '../parts/session/presence.ts';
import { paths } from '../paths.ts';
import { waitOf } from '../times.ts';
import { useWords } from '../words.ts';

type Line = Answer<'reviews.queue'>['items'][number];
const refreshMs = 10_000;

export function Queue() {
  const words = useWords();
  const { queue, order } = words;
  const language = useLanguage();
  const me = useMe();
  const go = useGo();
  const isAway = useIsAway();
  const paging = usePaging('');
  const lines = useQuery({
    ...asked('reviews.queue', paging.after === undefined ? {} : { after: paging.after }),
    refetchInterval: isAway ? false : refreshMs,
    placeholderData: keepPreviousData,
  });
  const next = useAct('reviews.next', ['reviews.queue']);
  const take = useAct('reviews.take', ['reviews.queue']);
  const review = ({ number }: { number: string }) => go(paths.review(number));
  const columns: Column<Line>[] = [
    { title: order.number, show: (line) => <Link href={paths.review(line.number)}>{line.number}</Link> },
    { title: order.customer, show: (line) => line.customerName },
    { title: order.ukey, show: (line) => line.ukeySerial },
    { title: queue.submitted, show: (line) => showTime(line.submittedAt, language) },
    {
      title: queue.waited,
      show: (line) => (
        <>
          {waitOf(line.waitingMinutes, words)}{' '}
          {line.isResubmitted && <StatusTag tone="warn">{queue.resubmitted}</StatusTag>}
        </>
      ),
    },
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
  return (
    <Page
      title={queue.title}
      site={words.console}
      extra={
        me.may('reviews.next') && (
          <Button type="primary" loading={next.isPending} onClick={() => next.mutate({}, { onSuccess: review })}>
            {queue.next}
          </Button>
        )
      }
    >
      <p className="jc-waiting" role="status">
        {lines.data && queue.waiting(lines.data.waiting)}
      </p>
      {isAway && <Notice isLive>{queue.paused}</Notice>}
      <Refusal error={next.error ?? take.error} />
      <List
        label={queue.title}
        asked={lines}
        columns={columns}
        rowKey={(line) => line.number}
        paging={paging}
        empty={queue.empty}
      />
    </Page>
  );
}
