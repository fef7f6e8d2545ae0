import { type CeremonyStatus, catalogue, type FailureCode, sentenceOf } from '@jiesuo/contract';
import { Notice, Section, useLanguage, useToast } from '@jiesuo/ui';
import { Button } from 'antd';
import { useAct } from '../../queries.ts';
import { failureSentence } from '../../words/failures.ts';
import { useWords } from '../../words/index.ts';
import { Failure } from '../Failure.tsx';
import type { Pairing } from '../pairing/usePairing.ts';

/** How many of the five steps are done in each state that goes on. */
const stepsDone = { waiting: 0, paired: 1, opened: 1, authorised: 2, unblocked: 3, changed: 4, completed: 5 } as const;
type Going = keyof typeof stepsDone;
const isGoing = (state: CeremonyStatus | Going): state is Going => state in stepsDone;

/** The reset as the server tells it. Nothing here comes from the bridge's window. */
export function ResetProgress({ pairing }: { pairing: Pairing }) {
  const { reset: words } = useWords();
  const { watched } = pairing;
  if (!watched || watched.state === 'waiting') return null;
  const { ceremony } = watched;
  if (!ceremony && watched.state === 'expired') return null;
  const state = ceremony?.status ?? 'paired';
  if (!isGoing(state)) return <Ended state={state} failure={ceremony?.failure ?? null} />;
  return (
    <Section title={words.progress}>
      <p role="status" className="progress-now">
        {words.states[state]}
      </p>
      <ol className="progress-steps">
        {words.stepNames.map((name, index) => {
          const place = index < stepsDone[state] ? 'done' : index === stepsDone[state] ? 'now' : 'later';
          return (
            <li key={name} className={`is-${place}`} aria-current={place === 'now' ? 'step' : undefined}>
              {name}
              <span className="jz-hidden">{words.stepStates[place]}</span>
            </li>
          );
        })}
      </ol>
      {(state === 'paired' || state === 'opened') && <Stop pairing={pairing} />}
    </Section>
  );
}

/** Only before anything was authorised: later the UKey must be brought to an end, not left in between. */
function Stop({ pairing }: { pairing: Pairing }) {
  const { reset: words } = useWords();
  const toast = useToast();
  const cancel = useAct('ceremonies.cancel', ['orders.get', 'ceremonies.watch']);
  return (
    <>
      <Button
        loading={cancel.isPending}
        onClick={() => cancel.mutate({ pairing: pairing.pairing }, { onSuccess: () => toast(words.stopped) })}
      >
        {words.stop}
      </Button>
      <Failure error={cancel.error} />
    </>
  );
}

function Ended({ state, failure }: { state: Exclude<CeremonyStatus, Going>; failure: FailureCode | null }) {
  const { reset: words } = useWords();
  const language = useLanguage();
  if (state === 'unknown')
    return (
      <Notice tone="warn" isLive title={catalogue.outcome_unknown.title[language]}>
        {sentenceOf('outcome_unknown', language)}
      </Notice>
    );
  if (state === 'cancelled') return <Notice isLive>{words.stopped}</Notice>;
  return (
    <Notice tone="bad" isLive title={words.failedTitle}>
      {state === 'expired'
        ? sentenceOf('reset_expired', language)
        : `${failureSentence(failure, language)} ${words.again}`}
    </Notice>
  );
}
