import { RefusalError } from '@jiesuo/contract';
import { MutationCache, QueryCache, QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Answer, type Ask, api, isSessionOver, type Name } from './api.ts';
import { withStepUp } from './parts/session/stepUp.ts';

/** Asks the server on behalf of the pages. `onSessionOver` hears of every answer that says the session has ended. */
export function createAsking(onSessionOver: () => void): QueryClient {
  const onError = (error: unknown) => {
    if (isSessionOver(error)) onSessionOver();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        retry: (count, error) => count < 2 && error instanceof RefusalError && error.code === 'unavailable',
        refetchOnWindowFocus: false,
      },
    },
  });
}

/**
 * One act, and the reads that it makes outdated. An act is never retried by itself, unless all it lacked was a fresh factor. `mutate`'s own callbacks are for what concerns
 * only the page that asked (where to go next): once it has gone, nobody calls them.
 */
export function useAct<N extends Name>(name: N, refreshes: readonly Name[] = []) {
  const client = useQueryClient();
  const act = useMutation<Answer<N>, Error, Ask<N>>({
    mutationFn: (input) => withStepUp(() => api(name, input)),
    onSuccess: async () => {
      await Promise.all(refreshes.map((read) => client.invalidateQueries({ queryKey: [read] })));
    },
  });
  /** Once at a time. Its callbacks are called too where the act took away the dialog or the line that it was started from. */
  const send = (input: Ask<N>, onDone: (answer: Answer<N>) => void, onRefused: (error: unknown) => void = () => {}) => {
    if (!act.isPending) act.mutateAsync(input).then(onDone, onRefused);
  };
  return { ...act, send };
}

/** Paging by key: remembers the keys of the pages gone through. Another `filter` starts from the first page. */
export function usePaging(filter: string) {
  const [kept, setKept] = useState<{ filter: string; keys: readonly string[] }>({ filter, keys: [] });
  const keys = kept.filter === filter ? kept.keys : [];
  return {
    after: keys.at(-1),
    page: keys.length + 1,
    next: (key: string) => setKept({ filter, keys: [...keys, key] }),
    previous: () => setKept({ filter, keys: keys.slice(0, -1) }),
  };
}
export type Paging = ReturnType<typeof usePaging>;
