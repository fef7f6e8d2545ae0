import { useMutation, useQuery } from '@tanstack/react-query';
import { api } from '../../api.ts';
import { queryClient, read } from '../../queries.ts';

const everyMs = 3000;

/** What is owed and what came, asked again while money may come; `check` asks the gateways themselves. */
export function usePayment(number: string) {
  const asked = read('orders.payment', { number });
  const query = useQuery({
    ...asked,
    refetchInterval: ({ state }) =>
      state.data === undefined || state.data.status === 'unpaid' || state.data.money.state === 'refunding'
        ? everyMs
        : false,
  });
  const check = useMutation({
    mutationFn: () => api('payments.check', { number }),
    onSuccess: ({ silent: _, ...payment }) => queryClient.setQueryData(asked.queryKey, payment),
  });
  return { query, check };
}
export type Check = ReturnType<typeof usePayment>['check'];
