import { useEffect, useRef } from 'react';
import { type Answer, api } from '../../api.ts';
import { queryClient, read, useRead, useSettings } from '../../queries.ts';

type State = Answer<'consents.state'>['items'][number]['state'];

/** Where the separate consent stands; undefined while it is asked for. */
export const useStanding = (kind: 'terms' | 'privacy' | 'id_card'): State | undefined =>
  useRead('consents.state', {}).data?.items.find((one) => one.kind === kind)?.state;

/** The answer of `consents.give` or `consents.withdraw` is the state itself. */
export const keepStandings = (standings: Answer<'consents.state'>): void => {
  queryClient.setQueryData(read('consents.state', {}).queryKey, standings);
  void queryClient.invalidateQueries({ queryKey: ['accounts.consents'] });
};

/**
 * The tick of the form is the consent itself: it goes to the ledger at once, because the image must not come before it.
 * `settled` is what an upload waits for. A consent that was withdrawn, or whose text has changed, takes the tick back.
 */
export function useIdCardConsent(tick: {
  isGiven: boolean;
  set: (isGiven: boolean) => void;
  fail: (e: unknown) => void;
}) {
  const version = useSettings()?.consents.id_card.version;
  const standing = useStanding('id_card');
  const giving = useRef<Promise<unknown>>(Promise.resolve());
  const { isGiven, set } = tick;
  const isGone = standing !== undefined && standing !== 'given';
  const isGivingNow = useRef(false);
  useEffect(() => {
    if (isGone && isGiven && !isGivingNow.current) set(false);
  }, [isGone, isGiven, set]);
  const give = async (named: string) => {
    isGivingNow.current = true;
    try {
      keepStandings(await api('consents.give', { kind: 'id_card', version: named }));
    } catch (error) {
      set(false);
      tick.fail(error);
      // The text may have changed: the next tick is to the new one.
      void queryClient.invalidateQueries({ queryKey: ['settings.show'] });
    } finally {
      isGivingNow.current = false;
    }
  };
  const choose = (wanted: boolean) => {
    set(wanted);
    if (wanted && version !== undefined) giving.current = give(version);
  };
  return { choose, settled: () => giving.current };
}
