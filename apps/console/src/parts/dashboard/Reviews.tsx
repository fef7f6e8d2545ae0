import { headWords, sheetOf, waitWords } from '@jiesuo/contract/figures';
import { useLanguage } from '@jiesuo/ui';
import { useWords } from '../../words.ts';
import { Bars } from './Bars.tsx';
import { Compared } from './Compared.tsx';
import { Figure } from './Figure.tsx';
import { Group } from './Group.tsx';
import type { Asked } from './PeriodBar.tsx';
import { sayCell } from './say.ts';
import { Tiles } from './Tiles.tsx';
import { useDashboardWords } from './words.ts';

export function Reviews({ asked }: { asked: Asked }) {
  const words = useWords();
  const dashboard = useDashboardWords();
  const language = useLanguage();
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
              <Bars
                label={waits.title}
                labels={answer.waits.map(({ wait }) => waitWords[wait][language])}
                series={[
                  {
                    name: headWords.median[language],
                    colour: 'blue',
                    values: answer.waits.map(({ medianSeconds }) => medianSeconds),
                  },
                  {
                    name: headWords.p90[language],
                    colour: 'orange',
                    values: answer.waits.map(({ p90Seconds }) => p90Seconds),
                  },
                ]}
                say={(seconds) => sayCell({ seconds }, { words, dashboard })}
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
              isWide
            />
          </>
        );
      }}
    </Group>
  );
}
