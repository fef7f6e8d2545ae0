import { type Account, RefusalError } from '@jiesuo/contract';
import { QueryClient, queryOptions, useMutation, useQuery } from '@tanstack/react-query';
import { type Answer, type Ask, api, fetchOffers, type Name } from './api.ts';

/** Only an unreachable server is asked again: a refusal stays a refusal. */
const mayRetry = (count: number, error: unknown) =>
  count < 2 && error instanceof RefusalError && error.code === 'unavailable';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry: mayRetry, retryDelay: 800, staleTime: 5_000, networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
});

export const read = <N extends Name>(name: N, input: Ask<N>) =>
  queryOptions({ queryKey: [name, input], queryFn: () => api(name, input) });

export const useRead = <N extends Name>(name: N, input: Ask<N>) => useQuery(read(name, input));

export const settings = () => ({ ...read('settings.show', {}), staleTime: 10_000 });
/** Looked at again often: what staff publish holds at once. */
export const useSettings = () => useQuery(settings()).data;

/** What there is of the bridge to download; null where this site offers nothing. */
export const offers = () => queryOptions({ queryKey: ['downloads'], queryFn: fetchOffers, staleTime: 60_000 });

export const me = () => ({ ...read('accounts.me', {}), staleTime: 300_000 });
/** The account inside the log-in; the frame is shown only when there is one. */
export const useMe = (): Account => {
  const account = useQuery(me()).data;
  if (!account) throw new Error('useMe outside of the log-in');
  return account;
};

/** Calls an operation and then reads again what it `changes`. */
export const useAct = <N extends Name>(name: N, changes: readonly Name[] = []) =>
  useMutation<Answer<N>, unknown, Ask<N>>({
    mutationFn: (input) => api(name, input),
    onSuccess: async () => {
      await Promise.all(changes.map((changed) => queryClient.invalidateQueries({ queryKey: [changed] })));
    },
  });
