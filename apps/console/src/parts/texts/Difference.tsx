import type { TextContent } from '@jiesuo/contract';
import { useLanguage } from '@jiesuo/ui';
import { useWords } from '../../words.ts';
import { compareLines } from './compare.ts';
import { linesOf } from './lines.ts';

/** What changed between two contents, line by line; marked by sign and element as well as by colour. */
export function Difference({ before, after }: { before: TextContent | null; after: TextContent | null }) {
  const { texts } = useWords();
  const language = useLanguage();
  const compared = compareLines(linesOf(before, texts, language), linesOf(after, texts, language));
  if (compared.every(({ is }) => is === 'same')) return <p className="jz-soft">{texts.noChange}</p>;
  return (
    <div className="jc-difference">
      {after === null && <p>{texts.takenDown}</p>}
      {compared.map(({ is, text }, index) =>
        is === 'added' ? (
          <ins key={index}>{text}</ins>
        ) : is === 'removed' ? (
          <del key={index}>{text}</del>
        ) : (
          <span key={index}>{text}</span>
        ),
      )}
    </div>
  );
}
