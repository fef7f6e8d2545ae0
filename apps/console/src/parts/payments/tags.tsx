import {
  type AttemptState,
  attemptStateWords,
  type MoneyState,
  type MoneyUse,
  moneyStateWords,
  moneyUseWords,
  type RefundState,
  refundStateWords,
} from '@jiesuo/contract';
import { StatusTag, type StatusTone, useLanguage } from '@jiesuo/ui';

const moneyTones: Record<MoneyState, StatusTone> = {
  none: 'neutral',
  unpaid: 'warn',
  paid: 'good',
  refunding: 'busy',
  refunded: 'neutral',
};
export function MoneyTag({ state }: { state: MoneyState }) {
  return <StatusTag tone={moneyTones[state]}>{moneyStateWords[state][useLanguage()]}</StatusTag>;
}

const attemptTones: Record<AttemptState, StatusTone> = { open: 'warn', paid: 'good', closed: 'neutral' };
export function AttemptTag({ state }: { state: AttemptState }) {
  return <StatusTag tone={attemptTones[state]}>{attemptStateWords[state][useLanguage()]}</StatusTag>;
}

/** Money that was not the order's fee stands out: it goes back. */
export function UseTag({ use }: { use: MoneyUse | null }) {
  const language = useLanguage();
  return use && <StatusTag tone={use === 'order' ? 'neutral' : 'warn'}>{moneyUseWords[use][language]}</StatusTag>;
}

const refundTones: Record<RefundState, StatusTone> = {
  waiting: 'warn',
  rejected: 'neutral',
  approved: 'busy',
  processing: 'busy',
  done: 'good',
  abnormal: 'bad',
  closed: 'bad',
};
export function RefundTag({ state }: { state: RefundState }) {
  return <StatusTag tone={refundTones[state]}>{refundStateWords[state][useLanguage()]}</StatusTag>;
}
