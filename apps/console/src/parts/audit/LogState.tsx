import { CopyButton, Facts, Notice, Section, useLanguage } from '@jiesuo/ui';
import { useQuery } from '@tanstack/react-query';
import { asked } from '../../api.ts';
import { exactTimeOf } from '../../times.ts';
import { useWords } from '../../words.ts';
import { Refusal } from '../Refusal.tsx';

/** How far the log is signed, and whether what is stored is still what was signed. */
export function LogState() {
  const { audit } = useWords();
  const language = useLanguage();
  const { data, error, refetch } = useQuery({ ...asked('audit.state', {}), refetchInterval: 30_000 });
  if (!data) return <Refusal error={error} onRetry={() => void refetch()} />;
  const { checkpoint, fault, key, verifiedAt, waiting } = data;
  return (
    <Section title={audit.state}>
      {fault && (
        <Notice tone="bad" title={audit.broken} isLive>
          {fault[language]}
        </Notice>
      )}
      {!fault && !checkpoint && <Notice>{audit.none}</Notice>}
      {!fault && checkpoint && (
        <Notice tone="good" title={audit.whole}>
          {audit.wholeHint}
        </Notice>
      )}
      <Facts
        facts={[
          [audit.size, checkpoint ? checkpoint.size.toLocaleString(language) : null],
          [audit.checkpointAt, checkpoint && exactTimeOf(checkpoint.at)],
          [audit.waiting, audit.waitingCount(waiting)],
          [audit.verifiedAt, exactTimeOf(verifiedAt)],
          [
            audit.key,
            <span className="jc-leaf" key="key">
              <code>{key}</code> <CopyButton text={key} label={audit.key} />
            </span>,
          ],
        ]}
      />
    </Section>
  );
}
