import { isFailureCode, materialWords } from '@jiesuo/contract';
import { Section, showTime, useLanguage } from '@jiesuo/ui';
import { failureTitle } from '../../words/failures.ts';
import { useWords } from '../../words.ts';
import { VerdictTag } from '../tags.tsx';
import type { Inspected } from './verdicts.ts';

/** What has happened to the order, oldest first. */
export function Timeline({ order }: { order: Inspected }) {
  const words = useWords();
  const language = useLanguage();
  return (
    <Section title={words.order.timeline}>
      <ol className="jc-timeline">
        {order.timeline.map((entry, index) => (
          <li key={index}>
            <time dateTime={entry.at}>{showTime(entry.at, language)}</time>
            <strong>{words.event[entry.event]}</strong>
            {entry.note && <span>{isFailureCode(entry.note) ? failureTitle(entry.note, language) : entry.note}</span>}
          </li>
        ))}
      </ol>
    </Section>
  );
}

/** Materials that were replaced, with the verdict they got. */
export function History({ order }: { order: Inspected }) {
  const words = useWords();
  const language = useLanguage();
  if (order.history.length === 0) return null;
  return (
    <Section title={words.order.history}>
      <ol className="jc-timeline">
        {order.history.map((earlier, index) => (
          <li key={index}>
            <time dateTime={earlier.uploadedAt}>{showTime(earlier.uploadedAt, language)}</time>
            <span>
              {materialWords[earlier.kind][language]} <VerdictTag verdict={earlier.verdict} />
            </span>
            {earlier.reason && <span>{earlier.reason}</span>}
          </li>
        ))}
      </ol>
    </Section>
  );
}
