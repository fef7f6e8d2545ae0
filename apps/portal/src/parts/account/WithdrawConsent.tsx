import { ConfirmButton, useToast } from '@jiesuo/ui';
import { queryClient, useAct } from '../../queries.ts';
import { useWords } from '../../words/index.ts';
import { keepStandings } from '../draft/useIdCardConsent.ts';
import { Failure } from '../Failure.tsx';

/** One button, as for giving it; what follows is said before. */
export function WithdrawConsent({ openOrders }: { openOrders: number }) {
  const { account: words } = useWords();
  const toast = useToast();
  const withdraw = useAct('consents.withdraw', ['drafts.get', 'orders.get']);
  const act = () =>
    withdraw
      .mutateAsync({ kind: 'id_card' })
      .then((standings) => {
        keepStandings(standings);
        void queryClient.invalidateQueries({ queryKey: ['orders.list'] });
        toast(words.consentWithdrawn);
      })
      .catch(() => undefined);
  return (
    <>
      <Failure error={withdraw.error} />
      <ConfirmButton
        danger
        question={words.withdrawTitle}
        consequence={
          <ul className="plain-list">
            {words.withdrawFollows(openOrders).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        }
        confirmLabel={words.withdraw}
        onConfirm={act}
      >
        {words.withdraw}
      </ConfirmButton>
    </>
  );
}
