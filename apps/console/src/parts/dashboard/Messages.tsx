import { sheetOf } from '@jiesuo/contract/figures';
import { useLanguage } from '@jiesuo/ui';
import { Figure } from './Figure.tsx';
import { Group } from './Group.tsx';
import type { Asked } from './PeriodBar.tsx';
import { nameOf } from './say.ts';
import { Tiles } from './Tiles.tsx';
import { useDashboardWords } from './words.ts';

export function Messages({ asked }: { asked: Asked }) {
  const language = useLanguage();
  const { both } = useDashboardWords();
  return (
    <Group group="messages" asked={asked}>
      {(answer) => {
        const sheet = sheetOf('messages', answer, language);
        const tiles = sheet.rows.flatMap(([channel, state, value = 0, before = 0]) =>
          value === 0 && before === 0 ? [] : [{ label: both(nameOf(channel), nameOf(state)), value, before }],
        );
        return (
          <Figure table="messages" sheet={sheet} asked={asked} isWide isEmpty={tiles.length === 0}>
            <Tiles label={sheet.title} tiles={tiles} />
          </Figure>
        );
      }}
    </Group>
  );
}
