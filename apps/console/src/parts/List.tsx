import { Facts, Loading, Section, useIsNarrow } from '@jiesuo/ui';
import { Button, Table } from 'antd';
import type { ReactNode } from 'react';
import type { Paging } from '../asking.ts';
import { useWords } from '../words.ts';
import { Refusal } from './Refusal.tsx';

export interface Column<T> {
  readonly title: string;
  readonly show: (row: T) => ReactNode;
}
interface Asked<T> {
  readonly data: { readonly items: readonly T[]; readonly next?: string | null } | undefined;
  readonly error: unknown;
  readonly refetch: () => unknown;
}

/** A list of records: a table, or cards on narrow screens. `paging` pages by key. */
export function List<T extends object>(props: {
  label: string;
  asked: Asked<T>;
  columns: readonly Column<T>[];
  rowKey: (row: T) => string;
  paging?: Paging;
  empty?: string;
  more?: (row: T) => ReactNode;
}) {
  const words = useWords();
  const isNarrow = useIsNarrow();
  const { data, error } = props.asked;
  if (!data && error) return <Refusal error={error} onRetry={() => void props.asked.refetch()} />;
  if (!data) return <Loading />;
  return (
    <div className="jc-list">
      <Refusal error={error} onRetry={() => void props.asked.refetch()} />
      {data.items.length === 0 && <p className="jc-empty">{props.empty ?? words.said.nothing}</p>}
      {data.items.length > 0 &&
        (isNarrow ? <Cards {...props} items={data.items} /> : <Rows {...props} items={data.items} />)}
      {props.paging && <Pager paging={props.paging} next={data.next ?? null} />}
    </div>
  );
}

interface Shown<T> {
  label: string;
  items: readonly T[];
  columns: readonly Column<T>[];
  rowKey: (row: T) => string;
  more?: (row: T) => ReactNode;
}

function Rows<T extends object>({ label, items, columns, rowKey, more }: Shown<T>) {
  return (
    <Table<T>
      aria-label={label}
      dataSource={items}
      rowKey={rowKey}
      pagination={false}
      size="middle"
      scroll={{ x: 'max-content' }}
      columns={columns.map(({ title, show }) => ({ title, key: title, render: (_: unknown, row: T) => show(row) }))}
      {...(more ? { expandable: { expandedRowRender: more } } : {})}
    />
  );
}

function Cards<T extends object>({ label, items, columns, rowKey, more }: Shown<T>) {
  return (
    <ul className="jc-cards" aria-label={label}>
      {items.map((row) => (
        <li key={rowKey(row)}>
          <Section>
            <Facts facts={columns.map(({ title, show }) => [title, show(row) || null] as const)} />
            {more?.(row)}
          </Section>
        </li>
      ))}
    </ul>
  );
}

function Pager({ paging, next }: { paging: Paging; next: string | null }) {
  const words = useWords();
  if (paging.page === 1 && next === null) return null;
  return (
    <nav className="jz-actions jc-pager" aria-label={words.said.page(paging.page)}>
      <Button disabled={paging.page === 1} onClick={paging.previous}>
        {words.act.previous}
      </Button>
      <span aria-live="polite">{words.said.page(paging.page)}</span>
      <Button disabled={next === null} onClick={() => next !== null && paging.next(next)}>
        {words.act.next}
      </Button>
    </nav>
  );
}
