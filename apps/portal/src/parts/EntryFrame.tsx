import { Icon, LanguageSwitch, Link, Logo, Notice } from '@jiesuo/ui';
import { Outlet } from '@tanstack/react-router';
import { paths } from '../paths.ts';
import { useSettings } from '../queries.ts';
import { useWords } from '../words/index.ts';
import { useSiteName } from './Page.tsx';

/** Around 注册, 登录 and 忘记密码. */
export function EntryFrame() {
  const words = useWords();
  const site = useSiteName();
  const settings = useSettings();
  return (
    <div className="entry">
      <aside className="entry-side">
        <p className="entry-brand">
          <Logo />
          <span>{site}</span>
        </p>
        <p className="entry-pitch">{words.entry.pitch}</p>
        <ul className="entry-promises">
          {words.entry.promises.map((promise) => (
            <li key={promise}>
              <Icon name="good" />
              <span>{promise}</span>
            </li>
          ))}
        </ul>
      </aside>
      <div className="entry-body">
        <header className="entry-top">
          <Link className="jz-quiet" href={paths.help()}>
            {words.menu.help}
          </Link>
          <LanguageSwitch />
        </header>
        <main className="entry-card">
          {settings?.isDemo && <Notice tone="warn">{words.demo}</Notice>}
          <Outlet />
        </main>
        {settings && <footer className="entry-footer">{words.footer(settings.hotline, settings.wechat)}</footer>}
      </div>
    </div>
  );
}
