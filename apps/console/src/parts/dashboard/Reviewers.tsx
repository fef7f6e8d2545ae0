import { headWords, sheetOf } from '@jiesuo/contract/figures';
import { useLanguage } from '@jiesuo/ui';
import { Bars } from './Bars.tsx';
import { Figure } from './Figure.tsx';
import { Group } from './Group.tsx';
import type { Asked } from './PeriodBar.tsx';
import { sayCount } from './say.ts';

export function Reviewers({ asked }: { asked: Asked }) {
  const language = useLanguage();
  return (
    <Group group="reviewers" asked={asked}>
      {(answer) => {
        const sheet = sheetOf('reviewers', answer, language);
        return (
          <Figure table="reviewers" sheet={sheet} asked={asked} isWide>
            <Bars
              label={sheet.title}
              labels={answer.reviewers.map(({ name }) => name)}
              series={[
                {
                  name: headWords.approved[language],
                  colour: 'green',
                  values: answer.reviewers.map(({ approved }) => approved),
                },
                {
                  name: headWords.refused[language],
                  colour: 'orange',
                  values: answer.reviewers.map(({ refused }) => refused),
                },
              ]}
              say={sayCount}
            />
          </Figure>
        );
      }}
    </Group>
  );
}
