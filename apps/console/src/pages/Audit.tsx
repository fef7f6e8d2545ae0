import { Page, useIsNarrow } from '@jiesuo/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { asked } from '../api.ts';
import { usePaging } from '../asking.ts';
import { type Filter, Filters } from '../parts/audit/Filters.tsx';
import { LogState } from '../parts/audit/LogState.tsx';
import { Prove } from '../parts/audit/Prove.tsx';
import { List } from '../parts/List.tsx';
import { exactTimeOf } from '../times.ts';
import { useWords } from '../words.ts';

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
          { title: audit.actor, show: (leaf) => leaf.actor },
          { title: audit.operation, show: (leaf) => <code>{leaf.operation}</code> },
          { title: audit.subject, show: (leaf) => leaf.subject },
        ]}
        more={(leaf) => (
          <details className="jc-leaf" open={!isNarrow}>
            <summary>{audit.detail}</summary>
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
