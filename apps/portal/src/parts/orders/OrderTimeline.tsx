import { isFailureCode, type TimelineEntry } from '@jiesuo/contract';
import { Section, showTime, useLanguage } from '@jiesuo/ui';
import { failureSentence } from '../../words/failures.ts';
import { useWords } from '../../words/index.ts';

/** What happened to the order, newest first. A reviewer's note is shown as it was written. */
export function OrderTimeline({ entries }: { entries: readonly TimelineEntry[] }) {
  const { order: words } = useWords();
  const language = useLanguage();
  const newestFirst = [...entries].sort((a, b) => b.at.localeCompare(a.at));
  return (
    <Section title={words.timeline}>
      <ol className="timeline">
        {newestFirst.map((entry) => (
          <li key={`${entry.at} ${entry.event}`}>
            <strong>{words.events[entry.event]}</strong>
            <time className="jz-soft" dateTime={entry.at}>
              {showTime(entry.at, language)}
            </time>
            {entry.note && <p>{isFailureCode(entry.note) ? failureSentence(entry.note, language) : entry.note}</p>}
          </li>
        ))}
      </ol>
    </Section>
  );
}
