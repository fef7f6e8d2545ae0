import { retentionRules, retentionStarts } from '@jiesuo/contract';
import { dueMost } from '@jiesuo/contract/console';
import { Facts, Notice, Section, StatusTag, useIsNarrow, useLanguage } from '@jiesuo/ui';
import { useQuery } from '@tanstack/react-query';
import { type Answer, asked } from '../../api.ts';
import { useWords } from '../../words.ts';
import { List } from '../List.tsx';

type Line = Answer<'retention.state'>['rules'][number];

/** Every clock with what is due by it, and whether the job has kept up. */
export function Rules() {
  const { retention } = useWords();
  const language = useLanguage();
  const isNarrow = useIsNarrow();
  const state = useQuery({ ...asked('retention.state', {}), refetchInterval: 60_000 });
  const count = (n: number) => retention.count(n, dueMost);
  const isLate = state.data?.rules.some(({ overdue }) => overdue > 0) ?? false;
  return (
    <>
      {state.data && (
        <Section title={retention.tabs.rules}>
          {isLate ? (
            <Notice tone="bad" isLive>
              {retention.late}
            </Notice>
          ) : (
            <Notice tone="good">{retention.fine}</Notice>
          )}
          {state.data.filesLeft > 0 && <Notice tone="warn">{retention.filesLeft(state.data.filesLeft)}</Notice>}
          <Facts
            facts={[
              [retention.restricted, count(state.data.restricted)],
              [retention.openings, count(state.data.openings)],
              [retention.filesLeftShort, count(state.data.filesLeft)],
            ]}
          />
        </Section>
      )}
      <List<Line>
        label={retention.title}
        asked={{ ...state, data: state.data && { items: state.data.rules } }}
        rowKey={({ rule }) => rule}
        columns={[
          { title: retention.rule, show: ({ rule }) => retentionRules[rule].name[language] },
          { title: retention.start, show: ({ rule }) => retentionStarts[retentionRules[rule].start][language] },
          { title: retention.limit, show: ({ limit }) => limit[language] },
          { title: retention.due, show: ({ due }) => count(due) },
          { title: retention.soon, show: ({ soon }) => count(soon) },
          {
            title: retention.overdue,
            show: ({ overdue }) => (overdue > 0 ? <StatusTag tone="bad">{count(overdue)}</StatusTag> : '0'),
          },
          { title: retention.deleted, show: ({ deleted }) => deleted.toLocaleString(language) },
        ]}
        more={({ rule }) => (
          <details open={!isNarrow}>
            <summary>{retention.more}</summary>
            <Facts
              facts={[
                [retention.law, retentionRules[rule].law[language]],
                [retention.goes, retentionRules[rule].goes[language]],
                [retention.stays, retentionRules[rule].stays[language]],
              ]}
            />
          </details>
        )}
      />
    </>
  );
}
