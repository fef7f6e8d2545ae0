import { moneyIssueWords, payChannelWords } from '@jiesuo/contract';
import { settlementWords } from '@jiesuo/contract/console';
import { Link, showTime, useLanguage } from '@jiesuo/ui';
import type { Answer } from '../../api.ts';
import { priceOf } from '../../money.ts';
import { paths } from '../../paths.ts';
import { useWords } from '../../words.ts';
import type { Column } from '../List.tsx';
import { moneyReads } from '../payments/refreshes.ts';
import { ReasonedAct } from '../ReasonedAct.tsx';
import { useMe } from '../session/me.ts';

export type Issue = Answer<'moneyIssues.list'>['items'][number];

/** What is known of an issue; settled ones with how they were settled. */
export function useIssueColumns(wish: { isSettled: boolean; hasOrder: boolean }): Column<Issue>[] {
  const { moneyIssues, payments, order, said } = useWords();
  const language = useLanguage();
  const { may } = useMe();
  const price = (fen: number | null) => fen !== null && priceOf(fen);
  const columns: Column<Issue>[] = [
    { title: moneyIssues.kind, show: (issue) => moneyIssueWords[issue.kind][language] },
    { title: payments.channel, show: (issue) => payChannelWords[issue.channel][language] },
    { title: moneyIssues.heard, show: (issue) => price(issue.amountFen) },
    { title: moneyIssues.expected, show: (issue) => price(issue.expectedFen) },
    { title: moneyIssues.subject, show: (issue) => issue.refund ?? issue.attempt },
    { title: payments.reference, show: (issue) => issue.reference },
    { title: moneyIssues.opened, show: (issue) => showTime(issue.openedAt, language) },
  ];
  if (wish.hasOrder)
    columns.unshift({
      title: order.number,
      show: ({ number }) => (number ? <Link href={paths.payment(number)}>{number}</Link> : moneyIssues.noOrder),
    });
  if (wish.isSettled)
    columns.push(
      { title: moneyIssues.settled, show: (issue) => issue.resolvedAt && showTime(issue.resolvedAt, language) },
      { title: moneyIssues.by, show: (issue) => issue.resolvedAt && (issue.resolvedBy ?? moneyIssues.bySystem) },
      {
        title: moneyIssues.note,
        show: (issue) =>
          issue.resolvedAt &&
          (issue.settledBy ? settlementWords[issue.settledBy][language] : (issue.note ?? moneyIssues.settledByItself)),
      },
    );
  if (may('moneyIssues.resolve'))
    columns.push({ title: said.act, show: (issue) => issue.resolvedAt === null && <ResolveIssue id={issue.id} /> });
  return columns;
}

function ResolveIssue({ id }: { id: string }) {
  const { moneyIssues } = useWords();
  return (
    <ReasonedAct
      name="moneyIssues.resolve"
      field="note"
      input={(note) => ({ id, note })}
      refreshes={moneyReads}
      label={moneyIssues.resolve}
      title={moneyIssues.resolveTitle}
      lead={moneyIssues.resolveText}
      fieldLabel={moneyIssues.note}
      done={moneyIssues.resolvedNow}
      button={{ size: 'small' }}
    />
  );
}
