import { Page, useIsNarrow } from '@jiesuo/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { asked } from '../api.ts';
import { usePaging } from '../asking.ts';
import { List } from '../parts/List.tsx';
import { exactTimeOf } from '../times.ts';
import { useWords } from '../words.ts';

interface Filter {
  readonly operation?: string | undefined;
  readonly subject?: string | undefined;
}

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
    <Page title={audit.title} site={words.console}>
      <Filters onFilter={setFilter} />
      <List
        label={audit.title}
        asked={lines}
        rowKey={(leaf) => leaf.id}
        paging={paging}
        columns={[
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
          </details>
        )}
      />
    </Page>
  );
}

function Filters({ onFilter }: { onFilter: (filter: Filter) => void }) {
  const words = useWords();
  const { audit } = words;
  const id = useId();
  const [operation, setOperation] = useState('');
  const [subject, setSubject] = useState('');
  return (
    <search className="jc-search">
      <form
        className="jz-actions"
        onSubmit={(event) => {
          event.preventDefault();
          onFilter({ operation: operation.trim() || undefined, subject: subject.trim() || undefined });
        }}
      >
        <label htmlFor={`${id}-operation`}>{audit.operation}</label>
        <Input
          id={`${id}-operation`}
          value={operation}
          maxLength={60}
          placeholder={audit.operationHint}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => setOperation(event.target.value)}
        />
        <label htmlFor={`${id}-subject`}>{audit.subject}</label>
        <Input
          id={`${id}-subject`}
          value={subject}
          maxLength={100}
          placeholder={audit.subjectHint}
          autoComplete="off"
          onChange={(event) => setSubject(event.target.value)}
        />
        <Button htmlType="submit">{words.act.search}</Button>
        <Button
          onClick={() => {
            setOperation('');
            setSubject('');
            onFilter({});
          }}
        >
          {words.act.clear}
        </Button>
      </form>
    </search>
  );
}
