import { Facts, Notice, Section, showTime, useLanguage } from '@jiesuo/ui';
import { useQuery } from '@tanstack/react-query';
import { type Answer, asked } from '../../api.ts';
import { useWords } from '../../words.ts';
import { Refusal } from '../Refusal.tsx';
import { Reasons } from '../risk/Reasons.tsx';
import { SecondActs } from '../risk/SecondActs.tsx';
import { useMe } from '../session/me.ts';

type Shown = Answer<'risk.show'>;

/** Why an order needs another pair of eyes, what was done about it, and what this person may do. Asks for everything itself. */
export function Risk({ number }: { number: string }) {
  const { risk: words } = useWords();
  const me = useMe();
  const risk = useQuery({ ...asked('risk.show', { number }), enabled: me.may('risk.show'), gcTime: 0 });
  if (!risk.data) return <Refusal error={risk.error} onRetry={() => void risk.refetch()} />;
  const { reasons, approval, needsSecond, isEnforced, stops } = risk.data;
  if (reasons.length === 0 && approval !== 'second' && stops.length === 0) return null;
  const isStopped = stops.some(({ liftedAt }) => liftedAt === null);
  return (
    <Section title={words.heading}>
      {isStopped && (
        <Notice tone="bad" title={words.stoppedAt}>
          {words.stoppedLead}
        </Notice>
      )}
      {needsSecond && approval !== 'done' && (
        <Notice tone="warn">{isEnforced ? words.needsSecond : words.advises}</Notice>
      )}
      <Reasons reasons={reasons} />
      <Done risk={risk.data} />
      <SecondActs risk={risk.data} isStopped={isStopped} />
    </Section>
  );
}

function Done({ risk }: { risk: Shown }) {
  const { risk: words } = useWords();
  const language = useLanguage();
  const time = (at: string | null) => at && showTime(at, language);
  const joined = (...parts: (string | null | undefined)[]) => parts.filter(Boolean).join(' · ');
  return (
    <Facts
      facts={[
        [words.noticed, time(risk.noticedAt)],
        [words.resetFrom, time(risk.resetFrom)],
        ...risk.second.flatMap(({ firstBy, askedAt, decision, by, at, reason }): [string, string][] => [
          [words.firstBy, joined(firstBy, time(askedAt))],
          [
            words.secondBy,
            decision
              ? joined(decision === 'approve' ? words.passed : words.returned, by, time(at), reason)
              : words.asked,
          ],
        ]),
        ...risk.stops.flatMap(({ at, liftedAt, liftedBy, reason }): [string, string | null][] => [
          [words.stoppedAt, time(at)],
          [words.lifted, joined(liftedBy, time(liftedAt), reason) || null],
        ]),
      ]}
    />
  );
}
