import { Notice, useGo } from '@jiesuo/ui';
import { Button } from 'antd';
import { useAct } from '../../asking.ts';
import { paths } from '../../paths.ts';
import { clockOf } from '../../times.ts';
import { useWords } from '../../words.ts';
import { Refusal } from '../Refusal.tsx';
import { useMe } from '../session/me.ts';
import type { Lease } from './lease.ts';
import type { Inspected } from './verdicts.ts';

/** Whose order it is, and what to do when it is not, or no longer, this reviewer's. */
export function Holding({ order, lease }: { order: Inspected; lease: Lease }) {
  const words = useWords();
  const { review } = words;
  const me = useMe();
  const go = useGo();
  const take = useAct('reviews.take', ['reviews.inspect', 'reviews.queue']);
  const release = useAct('reviews.release', ['reviews.queue']);
  const takeIt = () => take.mutate({ number: order.number }, { onSuccess: lease.renew });
  const takeButton = (label: string) =>
    me.may('reviews.take') && (
      <Button type="primary" loading={take.isPending} onClick={takeIt}>
        {label}
      </Button>
    );
  if (order.status !== 'in_review') return <Notice isLive>{review.readOnlyState}</Notice>;
  if (order.isMine && !lease.isLost)
    return (
      <div className="jz-actions">
        {lease.until && <span className="jz-soft">{review.heldUntil(clockOf(lease.until))}</span>}
        <Button
          size="small"
          loading={release.isPending}
          onClick={() => release.mutate({ number: order.number }, { onSuccess: () => go(paths.queue) })}
        >
          {review.release}
        </Button>
        <Refusal error={release.error} />
      </div>
    );
  const isOthers = !order.isMine && order.assignedTo !== null;
  return (
    <>
      {lease.isLost ? (
        <Notice tone="warn" isLive actions={takeButton(review.takeAgain)}>
          {review.lost}
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
