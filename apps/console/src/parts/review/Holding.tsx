import { Notice, useGo, useLanguage, useToast } from '@jiesuo/ui';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { asked } from '../../api.ts';
import { useAct } from '../../asking.ts';
import { paths } from '../../paths.ts';
import { clockOf } from '../../times.ts';
import { useWords } from '../../words.ts';
import { Refusal, sayError } from '../Refusal.tsx';
import { useMe } from '../session/me.ts';
import type { Lease } from './lease.ts';
import { useNext } from './useNext.ts';
import type { Inspected } from './verdicts.ts';

/** Until when the order is this reviewer's, and the way to give it back. */
export function Held({ order, lease }: { order: Inspected; lease: Lease }) {
  const { review } = useWords();
  const language = useLanguage();
  const toast = useToast();
  const go = useGo();
  const release = useAct('reviews.release', ['reviews.queue']);
  if (!order.isMine || lease.isLost || order.status !== 'in_review') return null;
  const putBack = () =>
    release.mutate(
      { number: order.number },
      { onSuccess: () => go(paths.queue), onError: (error) => toast(sayError(error, language), 'bad') },
    );
  return (
    <>
      {lease.until && <span className="jz-soft">{review.heldUntil(clockOf(lease.until))}</span>}
      <Button size="small" loading={release.isPending} onClick={putBack}>
        {review.release}
      </Button>
    </>
  );
}

/** What to do when the order is not, or no longer, this reviewer's. */
export function Holding({ order, lease }: { order: Inspected; lease: Lease }) {
  const { review, desk } = useWords();
  const me = useMe();
  const { takeNext, isTaking, error } = useNext();
  const take = useAct('reviews.take', ['reviews.inspect', 'reviews.queue']);
  const risk = useQuery({
    ...asked('risk.show', { number: order.number }),
    enabled: me.may('risk.show'),
    gcTime: 0,
  });
  const takeIt = () => take.mutate({ number: order.number }, { onSuccess: lease.renew });
  const takeButton = (label: string) =>
    me.may('reviews.take') && (
      <Button type="primary" loading={take.isPending} onClick={takeIt}>
        {label}
      </Button>
    );
  if (order.status !== 'in_review') {
    const isCancelled = order.status === 'cancelled';
    const isSurprise = lease.isLost && me.may('reviews.next');
    return (
      <>
        <Notice
          tone={isSurprise ? 'warn' : 'info'}
          isLive
          actions={
            isSurprise && (
              <Button type="primary" loading={isTaking} onClick={takeNext}>
                {review.nextOrder}
              </Button>
            )
          }
        >
          {isCancelled ? desk.cancelled : isSurprise ? desk.decidedMeanwhile : review.readOnlyState}
        </Notice>
        <Refusal error={error} />
      </>
    );
  }
  // Who may approve it now, and how, is said with the risks.
  if ((order.isMine && !lease.isLost) || risk.data?.approval === 'second') return null;
  const isOthers = !order.isMine && order.assignedTo !== null;
  return (
    <>
      {lease.isLost ? (
        <Notice tone="warn" isLive actions={!isOthers && takeButton(review.takeAgain)}>
          {review.lost} {isOthers && review.readOnlyOther(order.assignedTo ?? '')}
        </Notice>
      ) : (
        <Notice isLive actions={!isOthers && takeButton(review.take)}>
          {isOthers ? review.readOnlyOther(order.assignedTo ?? '') : review.readOnlyFree}
        </Notice>
      )}
      <Refusal error={take.error} />
    </>
  );
}
