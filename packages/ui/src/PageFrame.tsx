import { type ReactNode, useId, useState } from 'react';
import { Icon, type IconName } from './Icon.tsx';
import { Link } from './Link.tsx';
import { LanguageSwitch, useUiWords } from './language.tsx';

export interface MenuEntry {
  readonly href: string;
  readonly label: string;
  readonly icon?: IconName;
  readonly isCurrent: boolean;
}

export function Logo() {
  return (
    <span className="jz-logo" aria-hidden="true">
      <Icon name="shield" size={22} />
    </span>
  );
}

/** The logo, which leads home and is named so, beside the site's name. The whole of it can be clicked. */
export function Brand(props: { home: { href: string; label: string }; children: ReactNode }) {
  return (
    <div className="jz-brand">
      <Link href={props.home.href} aria-label={props.home.label}>
        <Logo />
      </Link>
      <span>{props.children}</span>
    </div>
  );
}

/** Header, left menu, content, footer. On narrow screens the menu folds behind a button. */
export function PageFrame(props: {
  home: { href: string; label: string };
  title: ReactNode;
  menu: readonly MenuEntry[];
  corner?: ReactNode;
  banner?: ReactNode;
  footer?: ReactNode;
  children: ReactNode;
}) {
  const words = useUiWords();
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="jz-frame">
      <a className="jz-skip" href={`#${id}-main`}>
        {words.skipToContent}
      </a>
      <header className="jz-top">
        <button
          type="button"
          className="jz-quiet jz-menu-button"
          aria-expanded={isOpen}
          aria-controls={`${id}-menu`}
          aria-label={words.menu}
          onClick={() => setOpen(!isOpen)}
        >
          <Icon name="menu" />
        </button>
        <Brand home={props.home}>{props.title}</Brand>
        <div className="jz-corner">
          <LanguageSwitch />
          {props.corner}
        </div>
      </header>
      {props.banner && <section aria-label={words.banner}>{props.banner}</section>}
      <div className="jz-middle">
        <nav id={`${id}-menu`} className={isOpen ? 'jz-menu is-open' : 'jz-menu'} aria-label={words.mainMenu}>
          <ul>
            {props.menu.map((entry) => (
              <li key={entry.href}>
                <Link
                  href={entry.href}
                  aria-current={entry.isCurrent ? 'page' : undefined}
                  onClick={() => setOpen(false)}
                >
                  {entry.icon && <Icon name={entry.icon} />}
                  <span>{entry.label}</span>
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <main id={`${id}-main`} className="jz-main" tabIndex={-1}>
          {props.children}
        </main>
      </div>
      {props.footer && <footer className="jz-footer">{props.footer}</footer>}
    </div>
  );
}
