import { headWords, sheetOf, waitWords } from '@jiesuo/contract/figures';
import { useLanguage } from '@jiesuo/ui';
import { useWords } from '../../words.ts';
import { Compared } from './Compared.tsx';
import { Figure } from './Figure.tsx';
import { Group } from './Group.tsx';
import { RowsChart } from './lazy.ts';
import type { Asked } from './PeriodBar.tsx';
import { sayCell } from './say.ts';
import { Tiles } from './Tiles.tsx';
import { useDashboardWords } from './words.ts';

export function Reviews({ asked }: { asked: Asked }) {
  const words = useWords();
  const dashboard = useDashboardWords();
  const language = useLanguage();
  const sayHours = (hours: number) => sayCell({ seconds: hours * 3600 }, { words, dashboard });
  return (
    <Group group="reviews" asked={asked}>
      {(answer) => {
        const [waits, quality] = [sheetOf('waits', answer, language), sheetOf('quality', answer, language)];
        return (
          <>
            <Figure
              table="waits"
              sheet={waits}
              asked={asked}
              hint={dashboard.waitsHint}
              isEmpty={answer.waits.every(({ count, before }) => count === 0 && before.count === 0)}
            >
              <RowsChart
                title={waits.title}
                labels={answer.waits.map(({ wait }) => waitWords[wait][language])}
                series={(['medianSeconds', 'p90Seconds'] as const).map((of) => ({
                  name: headWords[of === 'medianSeconds' ? 'median' : 'p90'][language],
                  values: answer.waits.map((wait) => (wait[of] ?? 0) / 3600),
                }))}
                say={sayHours}
              />
            </Figure>
            <Figure table="quality" sheet={quality} asked={asked}>
              <Tiles
                label={quality.title}
                tiles={answer.quality.map(({ measure, part, of, before }) => ({
                  label: headWords[measure][language],
                  value: { part, of },
                  before,
                }))}
              />
            </Figure>
            <Compared
              table="reasons"
              sheet={sheetOf('reasons', answer, language)}
              asked={asked}
              counted={answer.reasons}
            />
          </>
        );
      }}
    </Group>
  );
}
