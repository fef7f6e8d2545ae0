import { headWords, sheetOf } from '@jiesuo/contract/figures';
import { useLanguage } from '@jiesuo/ui';
import { Compared } from './Compared.tsx';
import { Figure } from './Figure.tsx';
import { Group } from './Group.tsx';
import type { Asked } from './PeriodBar.tsx';
import { Tiles } from './Tiles.tsx';

const compared = ['methods', 'models', 'failures'] as const;

export function Resets({ asked }: { asked: Asked }) {
  const language = useLanguage();
  return (
    <Group group="resets" asked={asked}>
      {(answer) => {
        const resets = sheetOf('resets', answer, language);
        return (
          <>
            <Figure table="resets" sheet={resets} asked={asked}>
              <Tiles
                label={resets.title}
                tiles={answer.resets.map(({ stage, count, before }) => ({
                  label: headWords[stage][language],
                  value: count,
                  before,
                }))}
              />
            </Figure>
            {compared.map((table) => (
              <Compared
                key={table}
                table={table}
                sheet={sheetOf(table, answer, language)}
                asked={asked}
                counted={answer[table]}
              />
            ))}
          </>
        );
      }}
    </Group>
  );
}
