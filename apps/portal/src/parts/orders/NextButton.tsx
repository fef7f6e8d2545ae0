import { mayMove, type OrderLine } from '@jiesuo/contract';
import { useGo } from '@jiesuo/ui';
import { Button } from 'antd';
import { paths } from '../../paths.ts';
import { useWords } from '../../words/index.ts';

/** The one thing that the person can do next with an order, by the contract's table; nothing while others are at it. */
export function NextButton({ order }: { order: Pick<OrderLine, 'number' | 'status'> }) {
  const { orders: words } = useWords();
  const go = useGo();
  const next = mayMove('pay', order.status)
    ? { label: words.pay, href: paths.pay(order.number) }
    : mayMove('resubmit', order.status)
      ? { label: words.resend, href: paths.resend(order.number) }
      : mayMove('complete', order.status)
        ? { label: words.reset, href: paths.reset(order.number) }
        : undefined;
  if (!next) return null;
  return (
    <Button type="primary" onClick={() => go(next.href)}>
      {next.label}
    </Button>
  );
}
