import { type InvoiceState, invoiceStateWords } from '@jiesuo/contract';
import { StatusTag, type StatusTone, useLanguage } from '@jiesuo/ui';

const tones: Record<InvoiceState, StatusTone> = {
  requested: 'warn',
  rejected: 'neutral',
  issuing: 'busy',
  issued: 'good',
  red_due: 'bad',
  red: 'neutral',
  withdrawn: 'neutral',
  ended: 'neutral',
};
export function InvoiceTag({ state }: { state: InvoiceState }) {
  return <StatusTag tone={tones[state]}>{invoiceStateWords[state][useLanguage()]}</StatusTag>;
}
