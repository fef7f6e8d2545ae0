import { headWords, sheetOf } from '@jiesuo/contract/figures';
import { useLanguage } from '@jiesuo/ui';
import { Figure } from './Figure.tsx';
import { Group } from './Group.tsx';
import { RowsChart } from './lazy.ts';
import type { Asked } from './PeriodBar.tsx';

export function Reviewers({ asked }: { asked: Asked }) {
  const language = useLanguage();
  return (
    <Group group="reviewers" asked={asked}>
      {(answer) => {
        const sheet = sheetOf('reviewers', answer, language);
        return (
          <Figure table="reviewers" sheet={sheet} asked={asked} isWide>
            <RowsChart
              title={sheet.title}
              labels={answer.reviewers.map(({ name }) => name)}
              series={(['approved', 'refused'] as const).map((of) => ({
                name: headWords[of][language],
                values: answer.reviewers.map((reviewer) => reviewer[of]),
              }))}
              say={String}
            />
          </Figure>
        );
      }}
    </Group>
  );
}
