import { Brand, LanguageSwitch, Link } from '@jiesuo/ui';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { paths } from '../paths.ts';
import { me } from '../queries.ts';
import { useWords } from '../words/index.ts';
import { Frame } from './Frame.tsx';
import { useSiteName } from './Page.tsx';

/** For pages that are for everyone: the menu is shown only to a person who is logged in. */
export function OpenFrame({ children }: { children: ReactNode }) {
  const isInside = useQuery({ ...me(), enabled: false }).data !== undefined;
  return isInside ? <Frame>{children}</Frame> : <Outside>{children}</Outside>;
}

function Outside({ children }: { children: ReactNode }) {
  const words = useWords();
  return (
    <div className="jz-frame">
      <header className="jz-top">
        <Brand home={{ href: paths.home, label: words.menu.home }}>{useSiteName()}</Brand>
        <div className="jz-corner">
          <Link className="jz-quiet" href={paths.logIn()}>
            {words.entry.backToLogIn}
          </Link>
          <LanguageSwitch />
        </div>
      </header>
      <main className="jz-main">{children}</main>
    </div>
  );
}
