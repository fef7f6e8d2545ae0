import { type OrderStatus, orderStatusWords } from '@jiesuo/contract';
import { StatusTag, type StatusTone, useLanguage } from '@jiesuo/ui';
import { useWords } from '../words.ts';

const orderTones: Record<OrderStatus, StatusTone> = {
  unpaid: 'warn',
  in_review: 'busy',
  rejected: 'bad',
  awaiting_reset: 'busy',
  completed: 'good',
  cancelled: 'neutral',
  expired: 'neutral',
};

export function OrderTag({ status }: { status: OrderStatus }) {
  const language = useLanguage();
  return <StatusTag tone={orderTones[status]}>{orderStatusWords[status][language]}</StatusTag>;
}

const verdictTones = { pending: 'neutral', accepted: 'good', refused: 'bad' } as const;

export function VerdictTag({ verdict }: { verdict: keyof typeof verdictTones }) {
  const { review } = useWords();
  const word = { pending: review.verdictPending, accepted: review.accepted, refused: review.refused }[verdict];
  return <StatusTag tone={verdictTones[verdict]}>{word}</StatusTag>;
}
