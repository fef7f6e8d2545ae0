import { LanguageSwitch, Logo, useGo } from '@jiesuo/ui';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { useWords } from '../../words.ts';
import { type Me, meAsked } from './me.ts';
import { setSessionOver } from './over.ts';

/** A page for who is not logged in. */
export function Outside({ title, children }: { title: string; children: ReactNode }) {
  const words = useWords();
  useEffect(() => {
    document.title = `${title} - ${words.console}`;
  }, [title, words]);
  return (
    <main className="jc-log-in">
      <div className="jc-log-in-head">
        <Logo />
        <span className="jc-log-in-site">{words.console}</span>
        <LanguageSwitch />
      </div>
      <div className="jz-section">
        <h1>{title}</h1>
        {children}
      </div>
    </main>
  );
}

/** Goes in, as the person who has just logged in. */
export function useEnter() {
  const go = useGo();
  const client = useQueryClient();
  return (me: Me, href: string) => {
    client.setQueryData(meAsked.queryKey, me);
    setSessionOver(false);
    go(href);
  };
}
