import { sheetOf } from '@jiesuo/contract/figures';
import { useLanguage } from '@jiesuo/ui';
import { priceOf } from '../../money.ts';
import { Figure } from './Figure.tsx';
import { Group } from './Group.tsx';
import { DaysChart } from './lazy.ts';
import type { Asked } from './PeriodBar.tsx';
import { Tiles } from './Tiles.tsx';
import { useDashboardWords } from './words.ts';

const sides = ['paidFen', 'refundedFen'] as const;

export function Money({ asked }: { asked: Asked }) {
  const dashboard = useDashboardWords();
  const language = useLanguage();
  return (
    <Group group="money" asked={asked}>
      {(answer) => {
        const [channels, days] = [sheetOf('channels', answer, language), sheetOf('money_days', answer, language)];
        const sum = (of: readonly number[]) => ({ fen: of.reduce((whole, one) => whole + one, 0) });
        return (
          <>
            <Figure table="channels" sheet={channels} asked={asked}>
              <Tiles
                label={channels.title}
                tiles={sides.map((of) => ({
                  label: dashboard[of],
                  value: sum(answer.channels.map((channel) => channel[of])),
                  before: sum(answer.channels.map(({ before }) => before[of])),
                }))}
              />
            </Figure>
            <Figure
              table="money_days"
              sheet={days}
              asked={asked}
              isEmpty={answer.days.every(({ paidFen, refundedFen }) => paidFen === 0 && refundedFen === 0)}
            >
              <DaysChart
                title={days.title}
                days={answer.days.map(({ day }) => day)}
                series={sides.map((of) => ({
                  name: dashboard[of],
                  values: answer.days.map((day) => day[of] / 100),
                }))}
                say={(yuan) => priceOf(Math.round(yuan * 100))}
              />
            </Figure>
          </>
        );
      }}
    </Group>
  );
}
