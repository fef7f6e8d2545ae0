import type { Cell } from '@jiesuo/contract/figures';
import { useWords } from '../../words.ts';
import { sayCell } from './say.ts';
import { useDashboardWords } from './words.ts';

export interface Tile {
  readonly label: string;
  readonly value: Cell;
  readonly before?: Cell;
}

/** Numbers to be seen at a glance, each beside that of the period before. */
export function Tiles({ label, tiles }: { label: string; tiles: readonly Tile[] }) {
  const words = useWords();
  const dashboard = useDashboardWords();
  const say = (cell: Cell) => sayCell(cell, { words, dashboard });
  return (
    <dl className="jc-tiles" aria-label={label}>
      {tiles.map(({ label: name, value, before }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <strong>{say(value)}</strong>
            {before !== undefined && <span className="jc-before">{dashboard.before(say(before))}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
