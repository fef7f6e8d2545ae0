import { Link, Loading } from '@jiesuo/ui';
import { useParams } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { Consents } from '../parts/account/Consents.tsx';
import { Mobile } from '../parts/account/mobile/Mobile.tsx';
import { OwnData } from '../parts/account/OwnData.tsx';
import { PasswordPart } from '../parts/account/PasswordPart.tsx';
import { Profile } from '../parts/account/Profile.tsx';
import { Sessions } from '../parts/account/Sessions.tsx';
import { Titles } from '../parts/invoices/Titles.tsx';
import { Page } from '../parts/Page.tsx';
import { type AccountTab, accountTabs, paths } from '../paths.ts';
import { useWords } from '../words/index.ts';
import { NotFound } from './NotFound.tsx';

const parts: Record<AccountTab, React.ComponentType> = {
  // The list of regions is large and nobody else needs it.
  addresses: lazy(() => import('../parts/account/Addresses.tsx')),
  titles: Titles,
  profile: Profile,
  mobile: Mobile,
  password: PasswordPart,
  sessions: Sessions,
  consents: Consents,
  data: OwnData,
};

/** 我的账户: each part has its own address. */
export function AccountPage() {
  const words = useWords();
  const { tab } = useParams({ strict: false });
  const known = accountTabs.find((name) => name === tab);
  if (!known) return <NotFound />;
  const Part = parts[known];
  return (
    <Page key={known} title={words.account.tabs[known]}>
      <nav aria-label={words.menu.account}>
        <ul className="subnav">
          {accountTabs.map((name) => (
            <li key={name}>
              <Link href={paths.accountTab(name)} aria-current={name === known ? 'page' : undefined}>
                {words.account.tabs[name]}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <Suspense fallback={<Loading />}>
        <Part />
      </Suspense>
    </Page>
  );
}
