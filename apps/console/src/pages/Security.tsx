import { Page } from '@jiesuo/ui';
import { Factors } from '../parts/session/Factors.tsx';
import { OwnSessions } from '../parts/session/OwnSessions.tsx';
import { PasswordForm } from '../parts/session/PasswordForm.tsx';
import { useWords } from '../words.ts';

/** 账号安全: what every member of staff may do about himself. */
export function Security() {
  const words = useWords();
  return (
    <Page title={words.security.title} site={words.console}>
      <Factors />
      <PasswordForm />
      <OwnSessions />
    </Page>
  );
}
