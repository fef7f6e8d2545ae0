import { roleWords } from '@jiesuo/contract';
import { ErrorBoundary, type MenuEntry, Notice, PageFrame, PersonMenu, useGo, useLanguage } from '@jiesuo/ui';
import { Outlet, useLocation, useMatches } from '@tanstack/react-router';
import { useAct } from '../../asking.ts';
import { paths } from '../../paths.ts';
import { useWords } from '../../words.ts';
import { Refusal } from '../Refusal.tsx';
import { pagesFor } from './duties.ts';
import { LogInAgain } from './LogInAgain.tsx';
import { useMe } from './me.ts';
import { useOpenIssues } from './openIssues.ts';
import { SessionEnd } from './SessionEnd.tsx';
import { StepUpDialog } from './StepUpDialog.tsx';

/** Everything around a page: menu by duty, name, duties, 退出登录. */
export function Frame() {
  const words = useWords();
  const language = useLanguage();
  const me = useMe();
  const { pathname } = useLocation();
  // The address changes before the page does: a key made of it would mount the old page once more, without what was typed.
  const shownPage = useMatches({ select: (matches) => matches.at(-1)?.pathname });
  const go = useGo();
  const logOut = useAct('staff.logOut');
  const issues = useOpenIssues();
  const menu: MenuEntry[] = pagesFor(me.roles).map(({ key, href }) => ({
    href,
    label: key === 'moneyIssues' && issues ? words.moneyIssues.counted(words.menu[key], issues) : words.menu[key],
    isCurrent: pathname === href || pathname.startsWith(`${href}/`),
  }));
  const leave = () => {
    // A fresh document: nothing of this person stays in the page's memory.
    logOut.mutate({}, { onSuccess: () => window.location.assign(paths.logIn()) });
  };
  return (
    <PageFrame
      home={{ href: paths.home, label: words.console }}
      title={words.console}
      menu={menu}
      corner={
        <>
          <span className="jc-roles">{me.roles.map((role) => roleWords[role][language]).join(words.said.comma)}</span>
          <PersonMenu
            name={me.displayName}
            entries={[
              { label: words.security.title, act: () => go(paths.security) },
              { label: words.act.logOut, act: leave },
            ]}
          />
        </>
      }
    >
      <Refusal error={logOut.error} />
      {menu.length === 0 && pathname !== paths.security ? (
        <Notice>{words.said.noDuty}</Notice>
      ) : (
        <ErrorBoundary key={shownPage}>
          <Outlet />
        </ErrorBoundary>
      )}
      <SessionEnd me={me} />
      <StepUpDialog me={me} />
      <LogInAgain me={me} />
    </PageFrame>
  );
}
