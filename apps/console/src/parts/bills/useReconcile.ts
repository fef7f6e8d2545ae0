import { useToast } from '@jiesuo/ui';
import { useAct } from '../../asking.ts';
import { useWords } from '../../words.ts';

/** Fetches one gateway's bill of a day and compares it with the books; says how much does not agree. */
export function useReconcile() {
  const { bills } = useWords();
  const toast = useToast();
  const { send, isPending, error } = useAct('bills.reconcile', ['bills.list', 'moneyIssues.list']);
  return {
    isPending,
    error,
    reconcile: (key: Parameters<typeof send>[0]) => send(key, ({ openIssues }) => toast(bills.done(openIssues))),
  };
}
