import { useGo } from '@jiesuo/ui';
import { useQueryClient } from '@tanstack/react-query';
import { asked } from '../../api.ts';
import { useAct } from '../../asking.ts';
import { paths } from '../../paths.ts';

/** 领取下一个, and to its page. What was fetched ahead is shown at once as this reviewer's; the page asks again for what only he may see. */
export function useNext() {
  const go = useGo();
  const client = useQueryClient();
  const next = useAct('reviews.next', ['reviews.queue', 'reviews.counts']);
  const takeNext = () => {
    if (next.isPending) return;
    next.mutate(
      {},
      {
        onSuccess: ({ number }) => {
          const { queryKey } = asked('reviews.inspect', { number });
          client.setQueryData(queryKey, (known) => known && { ...known, isMine: true, mayViewMaterials: true });
          go(paths.review(number));
        },
      },
    );
  };
  return { takeNext, isTaking: next.isPending, error: next.error };
}
