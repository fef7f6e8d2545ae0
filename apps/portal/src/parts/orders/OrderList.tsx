import type { OrderTab } from '@jiesuo/contract';
import { ConfirmButton, useIsNarrow } from '@jiesuo/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { read } from '../../queries.ts';
import { useWords } from '../../words/index.ts';
import { Loaded } from '../Failure.tsx';
import { CancelResults } from './CancelResults.tsx';
import { OrderCards } from './OrderCards.tsx';
import { OrderTable } from './OrderTable.tsx';
import { useCancel } from './useCancel.ts';

/** One tab's orders: search, pages by key, selection, 取消 of one or many. */
export function OrderList({ tab }: { tab: OrderTab }) {
  const words = useWords();
  const isNarrow = useIsNarrow();
  const [typed, setTyped] = useState('');
  const [search, setSearch] = useState('');
  /** Keys of the pages before, oldest first; the last one is where this page starts. */
  const [keys, setKeys] = useState<readonly string[]>([]);
  const [selected, setSelected] = useState<readonly string[]>([]);
  const after = keys.at(-1);
  const query = useQuery({
    ...read('orders.list', { tab, limit: 20, ...(search ? { search } : {}), ...(after ? { after } : {}) }),
    placeholderData: keepPreviousData,
  });
  const { cancel, results, error } = useCancel(() => setSelected([]));
  const turnTo = (next: readonly string[]) => {
    setKeys(next);
    setSelected([]);
  };
  const Show = isNarrow ? OrderCards : OrderTable;
  return (
    <div className="stack">
      <div className="toolbar">
        <form
          role="search"
          className="search"
          onSubmit={(event) => {
            event.preventDefault();
            setSearch(typed.trim());
            turnTo([]);
          }}
        >
          <Input
            aria-label={words.orders.searchLabel}
            placeholder={words.orders.searchLabel}
            value={typed}
            maxLength={100}
            // antd's own icon would be read aloud as "close-circle".
            allowClear={{
              clearIcon: (
                <span role="img" aria-label={words.act.clear}>
                  ×
                </span>
              ),
            }}
            onChange={(event) => setTyped(event.target.value)}
          />
          <Button htmlType="submit">{words.act.search}</Button>
        </form>
        <div className="jz-actions">
          <span className="jz-soft" aria-live="polite">
            {selected.length > 0 && words.orders.selected(selected.length)}
          </span>
          <ConfirmButton
            danger
            disabled={selected.length === 0}
            question={words.orders.cancelQuestion(selected.length)}
            consequence={words.orders.cancelConsequence}
            onConfirm={() => cancel([...selected])}
          >
            {words.act.cancel}
          </ConfirmButton>
        </div>
      </div>
      <CancelResults results={results} error={error} />
      <Loaded query={query}>
        {({ items, next }) => (
          <>
            <Show
              orders={items}
              emptyText={search ? words.orders.noneFound : words.orders.none}
              selected={selected}
              onSelect={setSelected}
              onCancel={cancel}
            />
            {(keys.length > 0 || next) && (
              <div className="jz-actions pager">
                <Button disabled={keys.length === 0} onClick={() => turnTo(keys.slice(0, -1))}>
                  {words.act.previousPage}
                </Button>
                <Button disabled={!next} onClick={() => next && turnTo([...keys, next])}>
                  {words.act.nextPage}
                </Button>
              </div>
            )}
          </>
        )}
      </Loaded>
    </div>
  );
}
