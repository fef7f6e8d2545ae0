import { StatusTag, showTime, useLanguage } from '@jiesuo/ui';
import { useState } from 'react';
import { useWords } from '../../words.ts';
import type { Inspected } from './verdicts.ts';

/** What the customer was promised, and by when he needs it. */
export function Promised({ order }: { order: Inspected }) {
  const { desk } = useWords();
  const language = useLanguage();
  const [openedAt] = useState(() => Date.now());
  const { promisedAt, deadlineAt } = order;
  if (order.status !== 'in_review') return null;
  return (
    <>
      {deadlineAt && <StatusTag tone="warn">{desk.neededBy(showTime(deadlineAt, language))}</StatusTag>}
      {promisedAt &&
        (Date.parse(promisedAt) < openedAt ? (
          <StatusTag tone="bad">{`${desk.promisedBy(showTime(promisedAt, language))} · ${desk.late}`}</StatusTag>
        ) : (
          <span className="jz-soft">{desk.promisedBy(showTime(promisedAt, language))}</span>
        ))}
    </>
  );
}
