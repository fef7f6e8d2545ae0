import { Link, useGo } from '@jiesuo/ui';
import { useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { LogInForm } from '../parts/LogInForm.tsx';
import { Page } from '../parts/Page.tsx';
import { paths, safeReturn } from '../paths.ts';
import { queryClient } from '../queries.ts';
import { forgetPerson } from '../session.ts';
import { useWords } from '../words/index.ts';

export function LogIn() {
  const words = useWords();
  const go = useGo();
  const { returnTo } = useSearch({ strict: false });
  return (
    <Page title={words.entry.logInTitle}>
      <LogInForm
        onLoggedIn={(account) => {
          forgetPerson();
          queryClient.setQueryData(['accounts.me', {}], account);
          go(safeReturn(returnTo));
        }}
      />
      <div className="entry-links">
        <Button onClick={() => go(paths.register)}>{words.act.register}</Button>
        <Link href={paths.forgotPassword}>{words.entry.forgot}</Link>
      </div>
    </Page>
  );
}
