import { type ConditionCode, catalogue, sentenceOf } from '@jiesuo/contract';
import { Link, Notice, useLanguage } from '@jiesuo/ui';
import type { ReactNode } from 'react';
import { paths } from '../../paths.ts';
import { useWords } from '../../words/index.ts';
import { ReportButton } from './ReportButton.tsx';

/** One condition of the catalogue: what happened, what to do, where to read more, and the report for the support. */
export function Condition({
  code,
  children,
  actions,
}: {
  code: ConditionCode | 'pairing_expired';
  /** In the place of cause and advice. */
  children?: ReactNode;
  actions?: ReactNode;
}) {
  const { apply, menu } = useWords();
  const language = useLanguage();
  const { help, title } = catalogue[code];
  return (
    <Notice
      tone="warn"
      isLive
      title={title[language]}
      actions={
        <>
          <Link href={help === 'bridge' ? paths.download : paths.help(help)}>
            {help === 'bridge' ? apply.download : menu.help}
          </Link>
          {actions}
          <ReportButton code={code} />
        </>
      }
    >
      {children ?? sentenceOf(code, language)}
    </Notice>
  );
}
