import { ErrorBoundary, type IconName, Notice, PageFrame, PersonMenu, useGo } from '@jiesuo/ui';
import { Outlet, useLocation, useMatches } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useSyncExternalStore } from 'react';
import { api } from '../api.ts';
import { dropLink } from '../link.ts';
import { paths, patterns } from '../paths.ts';
import { useMe, useSettings } from '../queries.ts';
import { expiry, finishWork, leaveTo } from '../session.ts';
import { useWords } from '../words/index.ts';
import { useSiteName } from './Page.tsx';

const LogInAgain = lazy(() => import('./LogInAgain.tsx'));

const entries = [
  ['reset', patterns.read, 'key'],
  ['orders', patterns.orders, 'orders'],
  ['account', patterns.account, 'person'],
  ['help', patterns.help, 'help'],
] as const satisfies readonly (readonly [string, string, IconName])[];

/** The frame of every page inside the log-in. */
export function Frame({ children }: { children?: ReactNode }) {
  const words = useWords();
  const site = useSiteName();
  const settings = useSettings();
  const me = useMe();
  const go = useGo();
  const { pathname } = useLocation();
  // The address changes before the page does: a key made of it would mount the old page once more, without what was typed.
  const shownPage = useMatches({ select: (matches) => matches.at(-1)?.pathname });
  const isExpired = useSyncExternalStore(expiry.subscribe, expiry.read);
  const logOut = async () => {
    await finishWork();
    // Whether or not the server answered, the page must not go on showing the person's data.
    await api('accounts.logOut', {}).catch(() => undefined);
    dropLink();
    leaveTo(paths.logIn());
  };
  return (
    <PageFrame
      home={{ href: paths.home, label: words.menu.home }}
      title={site}
      menu={entries.map(([name, href, icon]) => ({
        href,
        icon,
        label: words.menu[name],
        isCurrent: pathname === href || pathname.startsWith(`${href}/`),
      }))}
      corner={
        <PersonMenu
          name={me.contact}
          entries={[
            { label: words.act.changePassword, act: () => go(paths.accountTab('password')) },
            { label: words.act.logOut, act: () => void logOut() },
          ]}
        />
      }
      banner={settings?.isDemo && <Notice tone="warn">{words.demo}</Notice>}
      footer={settings && words.footer(settings.hotline, settings.wechat)}
    >
      <ErrorBoundary key={shownPage}>{children ?? <Outlet />}</ErrorBoundary>
      {isExpired && (
        <Suspense>
          <LogInAgain account={me} />
        </Suspense>
      )}
    </PageFrame>
  );
}
