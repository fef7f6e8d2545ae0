import { LanguageSwitch, Logo, useGo } from '@jiesuo/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { LogInForm } from '../parts/session/LogInForm.tsx';
import { meAsked } from '../parts/session/me.ts';
import { setSessionOver } from '../parts/session/over.ts';
import { safeReturn } from '../paths.ts';
import { useWords } from '../words.ts';

export function LogIn() {
  const words = useWords();
  const go = useGo();
  const client = useQueryClient();
  useEffect(() => {
    document.title = `${words.logIn.title} - ${words.console}`;
  }, [words]);
  return (
    <main className="jc-log-in">
      <div className="jc-log-in-head">
        <Logo />
        <span className="jc-log-in-site">{words.console}</span>
        <LanguageSwitch />
      </div>
      <div className="jz-section">
        <h1>{words.logIn.title}</h1>
        <LogInForm
          onDone={(me) => {
            client.setQueryData(meAsked.queryKey, me);
            setSessionOver(false);
            go(safeReturn(new URLSearchParams(window.location.search).get('returnTo')));
          }}
        />
      </div>
    </main>
  );
}
