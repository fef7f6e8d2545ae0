import type { Compared as Counted, FigureTable, Sheet } from '@jiesuo/contract/figures';
import { Bars } from './Bars.tsx';
import { Figure } from './Figure.tsx';
import type { Asked } from './PeriodBar.tsx';
import { nameOf, sayCount } from './say.ts';
import { useDashboardWords } from './words.ts';

/** Counts by name, this period's beside those of the one before. The first column of `sheet` holds the names, in the order of `counted`. */
export function Compared(props: {
  table: FigureTable;
  sheet: Sheet;
  asked: Asked;
  counted: readonly Counted[];
  isWide?: boolean;
}) {
  const dashboard = useDashboardWords();
  const { sheet, counted } = props;
  return (
    <Figure {...props} isEmpty={counted.every(({ count, before }) => count === 0 && before === 0)}>
      <Bars
        label={sheet.title}
        labels={sheet.rows.map(([name]) => nameOf(name))}
        series={[
          { name: dashboard.now, colour: 'blue', values: counted.map(({ count }) => count) },
          { name: dashboard.earlier, colour: 'grey', values: counted.map(({ before }) => before) },
        ]}
        say={sayCount}
      />
    </Figure>
  );
}
