import { orderStatusWords } from '@jiesuo/contract';
import { type Answers, type Flow, flowWords, sheetOf } from '@jiesuo/contract/figures';
import { useLanguage } from '@jiesuo/ui';
import { Figure } from './Figure.tsx';
import { Group } from './Group.tsx';
import { DaysChart } from './lazy.ts';
import type { Asked } from './PeriodBar.tsx';
import { sayCount } from './say.ts';
import { Tiles } from './Tiles.tsx';

/** What a day is made of; the rest stands in the tables. */
const drawn = ['submitted', 'refused', 'approved', 'completed'] as const satisfies readonly Flow[];

export function Orders({ asked }: { asked: Asked }) {
  const language = useLanguage();
  const tilesOf = ({ states }: Answers['orders']) =>
    states.map(({ status, count }) => ({ label: orderStatusWords[status][language], value: count }));
  return (
    <Group group="orders" asked={asked}>
      {(answer) => {
        const [states, flows, days] = [
          sheetOf('states', answer, language),
          sheetOf('flows', answer, language),
          sheetOf('flow_days', answer, language),
        ];
        return (
          <>
            <Figure table="states" sheet={states} asked={asked}>
              <Tiles label={states.title} tiles={tilesOf(answer)} />
            </Figure>
            <Figure table="flows" sheet={flows} asked={asked}>
              <Tiles
                label={flows.title}
                tiles={answer.flows.map(({ flow, count, before }) => ({
                  label: flowWords[flow][language],
                  value: count,
                  before,
                }))}
              />
            </Figure>
            <Figure
              table="flow_days"
              sheet={days}
              asked={asked}
              isWide
              isEmpty={answer.flows.every(({ count }) => count === 0)}
            >
              <DaysChart
                title={days.title}
                days={answer.days.map(({ day }) => day)}
                series={drawn.map((flow) => ({
                  name: flowWords[flow][language],
                  values: answer.days.map(({ counts }) => counts[flow]),
                }))}
                say={sayCount}
              />
            </Figure>
          </>
        );
      }}
    </Group>
  );
}
