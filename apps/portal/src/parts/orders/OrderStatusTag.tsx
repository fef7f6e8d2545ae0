import { type OrderStatus, orderStatusWords } from '@jiesuo/contract';
import { StatusTag, type StatusTone, useLanguage } from '@jiesuo/ui';

const tones: Record<OrderStatus, StatusTone> = {
  unpaid: 'warn',
  in_review: 'busy',
  rejected: 'bad',
  awaiting_reset: 'busy',
  completed: 'good',
  cancelled: 'neutral',
  expired: 'neutral',
};

export function OrderStatusTag({ status }: { status: OrderStatus }) {
  return <StatusTag tone={tones[status]}>{orderStatusWords[status][useLanguage()]}</StatusTag>;
}
