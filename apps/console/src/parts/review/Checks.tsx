import { eligibilityWords } from '@jiesuo/contract';
import { StatusTag, useLanguage } from '@jiesuo/ui';
import { useWords } from '../../words.ts';
import type { Inspected } from './verdicts.ts';

/** What the system has checked by itself, each as a sentence; it never decides. */
export function Checks({ order }: { order: Inspected }) {
  const words = useWords();
  const { review } = words;
  const language = useLanguage();
  const checks = [
    { isFine: order.checks.isNameEqual, says: order.checks.isNameEqual ? review.nameEqual : review.nameDiffers },
    { isFine: order.checks.isIdNumberValid, says: order.checks.isIdNumberValid ? review.idValid : review.idInvalid },
    { isFine: order.verdict === 'fine', says: eligibilityWords[order.verdict][language] },
    ...(order.isIdCardClosed ? [{ isFine: false, says: review.idCardClosed }] : []),
  ];
  return (
    <ul className="jc-checks" aria-label={review.checks}>
      {checks.map(({ isFine, says }) => (
        <li key={says}>
          <StatusTag tone={isFine ? 'good' : 'bad'}>{isFine ? review.fine : review.look}</StatusTag>
          <span>{says}</span>
        </li>
      ))}
    </ul>
  );
}
