import type { OrderLine } from '@jiesuo/contract';
import { CancelButton } from './CancelButton.tsx';
import { NextButton } from './NextButton.tsx';

export function RowActions({
  order,
  onCancel,
}: {
  order: OrderLine;
  onCancel: (numbers: string[]) => Promise<unknown>;
}) {
  return (
    <span className="jz-actions">
      <NextButton order={order} />
      <CancelButton order={order} onCancel={onCancel} />
    </span>
  );
}
