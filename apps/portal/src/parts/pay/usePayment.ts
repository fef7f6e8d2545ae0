import { useMutation, useQuery } from '@tanstack/react-query';
import { type Answer, api } from '../../api.ts';
import { queryClient, read } from '../../queries.ts';

const everyMs = 3000;

/** A second payment goes back while the order itself is paid: its own refunds say whether money is on its way. */
const isAnyMoving = ({ refunds }: Answer<'orders.payment'>): boolean =>
  refunds.some(({ state }) => state === 'approved' || state === 'processing');

/** What is owed and what came, asked again while money may come; `check` asks the gateways themselves. */
export function usePayment(number: string) {
  const asked = read('orders.payment', { number });
  const query = useQuery({
    ...asked,
    refetchInterval: ({ state }) =>
      state.data === undefined || state.data.status === 'unpaid' || isAnyMoving(state.data) ? everyMs : false,
  });
  const check = useMutation({
    mutationFn: () => api('payments.check', { number }),
    onSuccess: ({ silent: _, ...payment }) => queryClient.setQueryData(asked.queryKey, payment),
  });
  return { query, check };
}
export type Check = ReturnType<typeof usePayment>['check'];
