import { sheetOf } from '@jiesuo/contract/figures';
import { useLanguage } from '@jiesuo/ui';
import { Figure } from './Figure.tsx';
import { Group } from './Group.tsx';
import type { Asked } from './PeriodBar.tsx';

export function Messages({ asked }: { asked: Asked }) {
  const language = useLanguage();
  return (
    <Group group="messages" asked={asked}>
      {(answer) => <Figure table="messages" sheet={sheetOf('messages', answer, language)} asked={asked} />}
    </Group>
  );
}
