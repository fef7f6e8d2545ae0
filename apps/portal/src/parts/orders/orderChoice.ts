import { mayMove, type OrderLine } from '@jiesuo/contract';

export interface OrderListProps {
  orders: readonly OrderLine[];
  emptyText: string;
  selected: readonly string[];
  onSelect: (numbers: string[]) => void;
  onCancel: (numbers: string[]) => Promise<unknown>;
}

/** True when the customer may cancel it as far as this page knows; the server judges each order again. */
export const mayCancel = (order: OrderLine) => mayMove('cancel', order.status) && !order.isAssigned;
