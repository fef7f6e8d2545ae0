import { mobileChangeWords } from '@jiesuo/contract';
import {
  ConfirmButton,
  Facts,
  Notice,
  Section,
  StatusTag,
  type StatusTone,
  showTime,
  useLanguage,
  useToast,
} from '@jiesuo/ui';
import type { Answer } from '../../../api.ts';
import { queryClient, read, useAct } from '../../../queries.ts';
import { useWords } from '../../../words/index.ts';
import { Failure } from '../../Failure.tsx';

type Last = NonNullable<Answer<'mobileChanges.show'>['last']>;

const tones: Record<Last['state'], StatusTone> = {
  waiting: 'busy',
  confirming: 'busy',
  done: 'good',
  refused: 'bad',
  withdrawn: 'neutral',
  stopped: 'bad',
};

/** What became of the newest change, and the way back while nobody has decided. */
export function Request({ last, isOpen }: { last: Last; isOpen: boolean }) {
  const { mobile: words } = useWords();
  const language = useLanguage();
  const toast = useToast();
  const withdraw = useAct('mobileChanges.withdraw');
  const act = () =>
    withdraw
      .mutateAsync({})
      .then((standing) => {
        queryClient.setQueryData(read('mobileChanges.show', {}).queryKey, standing);
        toast(words.withdrawn);
      })
      .catch(() => undefined);
  return (
    <Section title={isOpen ? words.request : words.last}>
      {isOpen && <Notice>{words.waiting}</Notice>}
      <Facts
        facts={[
          [
            words.state,
            <StatusTag key="state" tone={tones[last.state]}>
              {mobileChangeWords[last.state][language]}
            </StatusTag>,
          ],
          [words.from, last.oldMobile],
          [words.to, last.newMobile],
          [words.askedAt, showTime(last.askedAt, language)],
          ...(last.reason === null ? [] : [[words.refusedFor, last.reason] as [string, string]]),
        ]}
      />
      <Failure error={withdraw.error} />
      {isOpen && (
        <ConfirmButton question={words.withdrawQuestion} onConfirm={act}>
          {words.withdraw}
        </ConfirmButton>
      )}
    </Section>
  );
}
