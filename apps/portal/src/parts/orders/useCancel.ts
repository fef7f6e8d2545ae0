import { useToast } from '@jiesuo/ui';
import { useAct } from '../../queries.ts';
import { useWords } from '../../words/index.ts';

/** 取消 of one or many orders. Each is judged by itself, so the answer is a list of results. */
export function useCancel(onDone: () => void) {
  const words = useWords();
  const toast = useToast();
  const { mutateAsync, data, error } = useAct('orders.cancel', ['orders.list', 'orders.get']);
  const cancel = async (numbers: string[]) => {
    const { results } = await mutateAsync({ numbers });
    if (results.every((result) => result.isCancelled)) toast(words.succeeded);
    onDone();
  };
  return { cancel, results: data?.results, error };
}
