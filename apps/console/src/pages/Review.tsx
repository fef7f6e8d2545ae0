import { everySubject } from '@jiesuo/contract';
import { Loading, Page } from '@jiesuo/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { asked } from '../api.ts';
import { Refusal } from '../parts/Refusal.tsx';
import { Decided } from '../parts/review/Decided.tsx';
import { Desk } from '../parts/review/Desk.tsx';
import { useSingleKeys } from '../parts/review/KeysDialog.tsx';
import { Risk } from '../parts/review/Risk.tsx';
import { useKeys } from '../parts/review/useKeys.ts';
import { useNext } from '../parts/review/useNext.ts';
import type { Outcome } from '../parts/review/verdicts.ts';
import { useMe } from '../parts/session/me.ts';
import { useWords } from '../words.ts';

/** A paper that is still being read comes by itself; after two minutes a reload has to do. */
const askEveryMs = 3_000;
const asksMost = 40;

export function Review() {
  const { number = '' } = useParams({ strict: false });
  return <ReviewOf key={number} number={number} />;
}

function ReviewOf({ number }: { number: string }) {
  const words = useWords();
  const me = useMe();
  const client = useQueryClient();
  const [outcome, setOutcome] = useState<Outcome>();
  // Personal data is not kept after the page is left, not even what was fetched before it was opened.
  const order = useQuery({
    ...asked('reviews.inspect', { number }),
    gcTime: 0,
    enabled: outcome === undefined,
    refetchInterval: ({ state }) =>
      state.data?.documentChecks.some((check) => check.state === 'waiting') && state.dataUpdateCount < asksMost
        ? askEveryMs
        : false,
  });
  useEffect(
    () => () => client.removeQueries({ queryKey: asked('reviews.inspect', { number }).queryKey }),
    [client, number],
  );
  const settings = useQuery({ ...asked('settings.list', {}), enabled: me.may('settings.list'), staleTime: 60_000 });
  const reasons = useQuery({
    ...asked('texts.show', { kind: 'reasons', subject: everySubject }),
    enabled: me.may('texts.show'),
    staleTime: 60_000,
  });
  const canned = reasons.data?.content?.kind === 'reasons' ? reasons.data.content.items : [];
  return (
    <Page title={words.review.title(number)} site={words.console}>
      {outcome ? (
        <Next outcome={outcome} />
      ) : order.data ? (
        <>
          <Refusal
            error={order.error ?? settings.error}
            onRetry={() => void order.refetch().then(() => settings.refetch())}
          />
          <Risk number={number} />
          <Desk
            order={order.data}
            canned={canned}
            leaseMinutes={settings.data?.assignmentMinutes ?? 0}
            onDecided={setOutcome}
          />
        </>
      ) : order.error ? (
        <Refusal error={order.error} onRetry={() => void order.refetch()} />
      ) : (
        <Loading />
      )}
    </Page>
  );
}

function Next({ outcome }: { outcome: Outcome }) {
  const [hasSingleKeys] = useSingleKeys();
  const { takeNext, isTaking, error } = useNext();
  useKeys(hasSingleKeys, false, ({ wish }) => {
    if (wish === 'nextOrder') takeNext();
    return wish === 'nextOrder';
  });
  return <Decided outcome={outcome} isTaking={isTaking} error={error} onNext={takeNext} />;
}
