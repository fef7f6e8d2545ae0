import { Section, saveFile } from '@jiesuo/ui';
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { api } from '../../api.ts';
import { useWords } from '../../words/index.ts';
import { Failure } from '../Failure.tsx';
import { RemoveAccount } from './RemoveAccount.tsx';

/** Export and deletion of one's own data. */
export function OwnData() {
  const { account: words } = useWords();
  const download = useMutation({
    mutationFn: async () => saveFile(await api('accounts.exportData', {}), 'my-data.json'),
  });
  return (
    <>
      <Section title={words.exportTitle}>
        <p className="jz-soft">{words.exportLead}</p>
        <Failure error={download.error} />
        <Button loading={download.isPending} onClick={() => download.mutate()}>
          {words.export}
        </Button>
      </Section>
      <RemoveAccount />
    </>
  );
}
