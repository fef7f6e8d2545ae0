import { Link, showTime, useLanguage } from '@jiesuo/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { asked } from '../../api.ts';
import { usePaging } from '../../asking.ts';
import { paths } from '../../paths.ts';
import { useWords } from '../../words.ts';
import { List } from '../List.tsx';

/** Who opened what was locked away, and why. */
export function Openings() {
  const { retention } = useWords();
  const language = useLanguage();
  const paging = usePaging('');
  const lines = useQuery({
    ...asked('retention.openings', { after: paging.after }),
    placeholderData: keepPreviousData,
  });
  return (
    <List
      label={retention.tabs.openings}
      asked={lines}
      rowKey={({ id }) => id}
      paging={paging}
      columns={[
        { title: retention.order, show: ({ number }) => <Link href={paths.order(number)}>{number}</Link> },
        { title: retention.by, show: ({ by }) => by },
        { title: retention.reason, show: ({ reason }) => reason ?? retention.gone },
        { title: retention.openedAt, show: ({ at }) => showTime(at, language) },
        { title: retention.until, show: ({ until }) => showTime(until, language) },
      ]}
    />
  );
}
