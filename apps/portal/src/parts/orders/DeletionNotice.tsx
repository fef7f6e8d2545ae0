import { type Order, retentionRules } from '@jiesuo/contract';
import { Notice, saveFile, showDate, useLanguage } from '@jiesuo/ui';
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { api } from '../../api.ts';
import { useWords } from '../../words/index.ts';
import { Failure } from '../Failure.tsx';

/** What was deleted of an old order, when and by which law, with the statement to keep. */
export function DeletionNotice({ order: { deletion, number } }: { order: Pick<Order, 'deletion' | 'number'> }) {
  const { order: words } = useWords();
  const language = useLanguage();
  const statement = useMutation({
    mutationFn: async () => saveFile(await api('orders.evidence', { number }), `${number}-deletion.json`),
  });
  if (!deletion) return null;
  const { law, goes } = retentionRules[deletion.rule];
  return (
    <Notice
      title={words.deleted(showDate(deletion.at, language))}
      actions={
        <Button loading={statement.isPending} onClick={() => statement.mutate()}>
          {words.deletionStatement}
        </Button>
      }
    >
      {words.deletedWhat(goes[language], law[language])}
      <Failure error={statement.error} />
    </Notice>
  );
}
