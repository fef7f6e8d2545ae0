import { Page, useIsNarrow } from '@jiesuo/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Answer, asked } from '../api.ts';
import { usePaging } from '../asking.ts';
import { type Filter, Filters } from '../parts/audit/Filters.tsx';
import { LogState } from '../parts/audit/LogState.tsx';
import { Prove } from '../parts/audit/Prove.tsx';
import { List } from '../parts/List.tsx';
import { exactTimeOf } from '../times.ts';
import type { Words } from '../words/zh.ts';
import { useWords } from '../words.ts';

const idTail = 6;
/** Who it was, in words: staff by name, a customer by the end of his account's number. The whole number stands in the detail. */
function nameOf({ actor, actorName }: Answer<'audit.list'>['items'][number], audit: Words['audit']): string {
  if (actorName !== null) return actorName;
  if (actor.startsWith('customer:')) return audit.customer(actor.slice(-idTail));
  return actor === 'anyone' ? audit.anyone : actor === 'system' ? audit.system : actor;
}

/** 审计日志: what was done by whom, and proof that nothing in it was bent. */
export function Audit() {
  const words = useWords();
  const { audit } = words;
  const isNarrow = useIsNarrow();
  const [filter, setFilter] = useState<Filter>({});
  const paging = usePaging(JSON.stringify(filter));
  const lines = useQuery({
    ...asked('audit.list', { ...filter, after: paging.after }),
    placeholderData: keepPreviousData,
  });
  return (
    <Page title={audit.title} site={words.console} lead={audit.lead}>
      <LogState />
      <Filters onFilter={setFilter} />
      <List
        label={audit.title}
        asked={lines}
        rowKey={(leaf) => leaf.id}
        paging={paging}
        columns={[
          { title: audit.place, show: (leaf) => (leaf.index === null ? audit.waits : String(leaf.index)) },
          { title: audit.at, show: (leaf) => exactTimeOf(leaf.at) },
          { title: audit.actor, show: (leaf) => <span title={leaf.actor}>{nameOf(leaf, audit)}</span> },
          { title: audit.operation, show: (leaf) => <code>{leaf.operation}</code> },
          { title: audit.subject, show: (leaf) => leaf.subject },
        ]}
        more={(leaf) => (
          <details className="jc-leaf" open={!isNarrow}>
            <summary>{audit.detail}</summary>
            <p>
              {audit.actor}: <code>{leaf.actor}</code>
            </p>
            <pre>{JSON.stringify(leaf.detail, null, 2)}</pre>
            <p>
              {audit.leaf}: <code>{leaf.leafHash}</code>
            </p>
            {leaf.index !== null && <Prove leaf={{ ...leaf, index: leaf.index }} />}
          </details>
        )}
      />
    </Page>
  );
}
