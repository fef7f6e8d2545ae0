import { Button } from 'antd';
import { type ComponentProps, useState } from 'react';
import { useWords } from '../../words.ts';
import { ConfirmPayment } from './ConfirmPayment.tsx';

/** 确认收款 of an order, in a dialog. */
export function ConfirmButton({ order }: Pick<ComponentProps<typeof ConfirmPayment>, 'order'>) {
  const { payments } = useWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="small" aria-label={payments.confirmTitle(order.number)} onClick={() => setOpen(true)}>
        {payments.confirm}
      </Button>
      {isOpen && <ConfirmPayment order={order} onClose={() => setOpen(false)} />}
    </>
  );
}
