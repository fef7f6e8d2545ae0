import type { FigureTable, Sheet } from '@jiesuo/contract/figures';
import { ErrorBoundary, Loading, saveFile } from '@jiesuo/ui';
import { Button } from 'antd';
import { type ReactNode, Suspense, useId } from 'react';
import { useAct } from '../../asking.ts';
import { useWords } from '../../words.ts';
import { Refusal } from '../Refusal.tsx';
import type { Asked } from './PeriodBar.tsx';
import { sayCell } from './say.ts';
import { useDashboardWords } from './words.ts';

/** One table of figures: drawn, where there is something to draw, and always to be read and saved. */
export function Figure(props: {
  table: FigureTable;
  sheet: Sheet;
  asked: Asked;
  hint?: string;
  /** Nothing to draw: the table is all there is, and stands open. */
  children?: ReactNode;
  isEmpty?: boolean;
  isWide?: boolean;
}) {
  const { sheet, isEmpty = sheet.rows.length === 0 } = props;
  const dashboard = useDashboardWords();
  const id = useId();
  return (
    <section className={props.isWide ? 'jz-section jc-whole' : 'jz-section'} aria-labelledby={id}>
      <header className="jz-section-head">
        <h3 id={id}>{sheet.title}</h3>
        <Save table={props.table} title={sheet.title} asked={props.asked} />
      </header>
      {props.hint && <p className="jz-hint">{props.hint}</p>}
      {isEmpty ? (
        <p className="jc-empty">{dashboard.empty}</p>
      ) : (
        props.children && (
          <ErrorBoundary>
            <Suspense fallback={<Loading />}>{props.children}</Suspense>
          </ErrorBoundary>
        )
      )}
      {sheet.rows.length > 0 && (
        <details open={!props.children}>
          <summary>{dashboard.table}</summary>
          <Rows sheet={sheet} />
        </details>
      )}
    </section>
  );
}

function Rows({ sheet: { title, head, rows } }: { sheet: Sheet }) {
  const words = useWords();
  const dashboard = useDashboardWords();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard (WCAG 2.1.1).
    <section className="jc-scroll" aria-label={title} tabIndex={0}>
      <table className="jc-figures">
        <thead>
          <tr>
            {head.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, line) => (
            <tr key={line}>
              {row.map((cell, i) => {
                const text = sayCell(cell, { words, dashboard });
                if (i === 0)
                  return (
                    <th key={head[i]} scope="row">
                      {text}
                    </th>
                  );
                return (
                  <td key={head[i]} className={typeof cell === 'string' ? undefined : 'jc-number'}>
                    {text}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Save({ table, title, asked }: { table: FigureTable; title: string; asked: Asked }) {
  const dashboard = useDashboardWords();
  const act = useAct('figures.save');
  const days = asked.period === 'custom' ? `${asked.from}-${asked.to}` : asked.period;
  return (
    <>
      <Button
        size="small"
        aria-label={dashboard.save(title)}
        loading={act.isPending}
        onClick={() => act.mutate({ table, ...asked }, { onSuccess: (file) => saveFile(file, `${table}-${days}.csv`) })}
      >
        {dashboard.saveShort}
      </Button>
      <Refusal error={act.error} />
    </>
  );
}
