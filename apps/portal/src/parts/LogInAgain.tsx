import type { Account } from '@jiesuo/contract';
import { Notice } from '@jiesuo/ui';
import { Modal } from 'antd';
import { paths } from '../paths.ts';
import { me, queryClient } from '../queries.ts';
import { expiry, leaveTo } from '../session.ts';
import { useWords } from '../words/index.ts';
import { LogInForm } from './LogInForm.tsx';

/** Log-in over the page one was on: whatever was typed there stays. Another person gets nothing of it. */
export default function LogInAgain({ account }: { account: Account }) {
  const words = useWords();
  const onLoggedIn = (now: Account) => {
    queryClient.setQueryData(me().queryKey, now);
    if (now.id !== account.id) {
      // Loads everything anew: nothing of the first person may stay in memory.
      leaveTo(paths.home);
      return;
    }
    expiry.clear();
    void queryClient.invalidateQueries();
  };
  return (
    <Modal open title={words.entry.logInTitle} footer={null} closable={false} keyboard={false} width={420}>
      <Notice tone="warn">{words.entry.expired}</Notice>
      <LogInForm onLoggedIn={onLoggedIn} />
    </Modal>
  );
}
