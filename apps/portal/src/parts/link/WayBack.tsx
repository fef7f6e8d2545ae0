import type { Order } from '@jiesuo/contract';
import { Button } from 'antd';
import { useWords } from '../../words/index.ts';

/** Where the customer came from, as the server has judged it. Never followed by itself. */
export function WayBack({ order }: { order: Pick<Order, 'returnTo'> }) {
  const { link: words } = useWords();
  if (order.returnTo === null) return null;
  return (
    <div className="jz-actions">
      <Button href={order.returnTo} rel="noreferrer">
        {words.back(new URL(order.returnTo).host)}
      </Button>
    </div>
  );
}
