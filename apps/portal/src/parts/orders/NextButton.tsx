import { isResetOpen, mayMove, type Order, type OrderLine } from '@jiesuo/contract';
import { useGo } from '@jiesuo/ui';
import { Button } from 'antd';
import { paths } from '../../paths.ts';
import { useWords } from '../../words/index.ts';

/** A list's line does not tell of the key custodian; the order's own page does. */
type Line = Pick<OrderLine, 'number' | 'status'> & Partial<Pick<Order, 'reset' | 'safety'>>;
const isWaitingForOthers = ({ reset, status, safety }: Line) =>
  reset !== undefined && !isResetOpen({ reset, status, ...(safety && { safety }) });

/** The one thing that the person can do next with an order, by the contract's table; nothing while others are at it. */
export function NextButton({ order }: { order: Line }) {
  const { orders: words } = useWords();
  const go = useGo();
  const next = mayMove('pay', order.status)
    ? { label: words.pay, href: paths.pay(order.number) }
    : mayMove('resubmit', order.status)
      ? { label: words.resend, href: paths.resend(order.number) }
      : mayMove('complete', order.status) && !isWaitingForOthers(order)
        ? { label: words.reset, href: paths.reset(order.number) }
        : undefined;
  if (!next) return null;
  return (
    <Button type="primary" onClick={() => go(next.href)}>
      {next.label}
    </Button>
  );
}
