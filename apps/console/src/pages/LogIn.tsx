import { Link } from '@jiesuo/ui';
import { LogInForm } from '../parts/session/LogInForm.tsx';
import { Outside, useEnter } from '../parts/session/Outside.tsx';
import { paths, safeReturn } from '../paths.ts';
import { useWords } from '../words.ts';

export function LogIn() {
  const { logIn } = useWords();
  const enter = useEnter();
  return (
    <Outside title={logIn.title}>
      <LogInForm onDone={(me) => enter(me, safeReturn(new URLSearchParams(window.location.search).get('returnTo')))} />
      <p className="jc-first">
        <Link href={paths.firstLogIn}>{logIn.first}</Link>
      </p>
    </Outside>
  );
}
