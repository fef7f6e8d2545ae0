import { Page as KitPage, useLanguage } from '@jiesuo/ui';
import type { ReactNode } from 'react';
import { useSettings } from '../queries.ts';
import { useWords } from '../words/index.ts';

/** What the CA calls this site, in the person's language. */
export function useSiteName(): string {
  const language = useLanguage();
  const words = useWords();
  return useSettings()?.productName[language] || words.brand;
}

export function Page(props: { title: string; extra?: ReactNode; lead?: ReactNode; children: ReactNode }) {
  return <KitPage site={useSiteName()} {...props} />;
}
