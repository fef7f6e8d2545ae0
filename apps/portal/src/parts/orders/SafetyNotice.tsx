import type { Order } from '@jiesuo/contract';
import { Link, Notice, showTime, useLanguage } from '@jiesuo/ui';
import { paths } from '../../paths.ts';
import { useWords } from '../../words/index.ts';

/** 二次复核, a stop, a waiting time: what it means for the customer, never which rule it was. */
export function SafetyNotice({ order: { safety } }: { order: Pick<Order, 'safety'> }) {
  const { order: words } = useWords();
  const language = useLanguage();
  if (safety.isStopped) return <Notice tone="bad">{words.stopped}</Notice>;
  if (safety.isIdCardClosed)
    return (
      <Notice tone="warn">
        {words.idCardClosed} <Link href={paths.accountTab('consents')}>{words.idCardClosedLink}</Link>
      </Notice>
    );
  if (safety.isSecondReview) return <Notice>{words.secondReview}</Notice>;
  if (safety.resetFrom) return <Notice tone="warn">{words.resetFrom(showTime(safety.resetFrom, language))}</Notice>;
  return null;
}
