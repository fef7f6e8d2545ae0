import { showTime, useLanguage } from '@jiesuo/ui';
import type { Answer } from '../../api.ts';
import { useWords } from '../../words.ts';

type Line = Answer<'sms.list'>['items'][number];

const shownMost = 5;

/** Each of the last tries in a line of its own: when, through whom, and how it ended in the provider's own code. */
export function Attempts({ attempts, failure }: Pick<Line, 'attempts' | 'failure'>) {
  const { sms } = useWords();
  const language = useLanguage();
  const last = attempts.at(-1);
  return (
    <>
      {attempts.length > 0 && (
        <ol className="jc-tries">
          {attempts.length > shownMost && <li>{sms.earlier(attempts.length - shownMost)}</li>}
          {attempts.slice(-shownMost).map(({ at, provider, outcome, code }) => (
            <li key={at + provider}>
              {showTime(at, language)} {sms.providers[provider]} {sms.outcomes[outcome ?? 'under_way']}
              {code && <code> {code}</code>}
            </li>
          ))}
        </ol>
      )}
      {failure && failure !== last?.code && <span>{sms.failures[failure] ?? <code>{failure}</code>}</span>}
    </>
  );
}
