import { Section } from '@jiesuo/ui';
import { useWords } from '../../words.ts';
import { List } from '../List.tsx';
import { useIssueColumns } from '../moneyIssues/columns.tsx';
import type { Inspected } from './history.ts';

/** What did not add up with the order's money. */
export function Issues({ issues }: Pick<Inspected, 'issues'>) {
  const { moneyIssues } = useWords();
  const columns = useIssueColumns({ isSettled: issues.some(({ resolvedAt }) => resolvedAt !== null), hasOrder: false });
  if (issues.length === 0) return null;
  return (
    <Section title={moneyIssues.ofOrder}>
      <List
        label={moneyIssues.ofOrder}
        asked={{ data: { items: issues }, error: undefined, refetch: () => undefined }}
        columns={columns}
        rowKey={(issue) => issue.id}
      />
    </Section>
  );
}
