import { useMutation, useQuery } from '@tanstack/react-query';
import { type Answer, api } from '../../api.ts';
import { queryClient, read } from '../../queries.ts';

const everyMs = 3000;
const refundEveryMs = 10_000;

/**
 * A second payment goes back while the order itself is paid: its own refunds say whether money is on its way. One by bank waits for a
 * person, for days perhaps: nobody looks on.
 */
const isAnyMoving = ({ refunds }: Answer<'orders.payment'>): boolean =>
  refunds.some(({ state, channel }) => channel !== 'bank_transfer' && (state === 'approved' || state === 'processing'));

/** Milliseconds until it is asked again, or never. */
function nextAsk(payment: Answer<'orders.payment'> | undefined): number | false {
  if (payment === undefined || payment.status === 'unpaid') return everyMs;
  return isAnyMoving(payment) ? refundEveryMs : false;
}

/** What is owed and what came, asked again while money may come; `check` asks the gateways themselves. */
export function usePayment(number: string) {
  const asked = read('orders.payment', { number });
  const query = useQuery({
    ...asked,
    refetchInterval: ({ state }) => nextAsk(state.data),
  });
  const check = useMutation({
    mutationFn: () => api('payments.check', { number }),
    onSuccess: ({ silent: _, ...payment }) => queryClient.setQueryData(asked.queryKey, payment),
  });
  return { query, check };
}
export type Check = ReturnType<typeof usePayment>['check'];
