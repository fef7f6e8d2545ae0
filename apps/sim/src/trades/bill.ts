import type { Faults } from '../faults/order.ts';
import { type Book, dayOf } from './book.ts';
import type { Trade } from './trade.ts';

/** One line of a day's bill, before a gateway writes it in its own way. */
export interface Line {
  readonly kind: 'paid' | 'refunded';
  readonly at: string;
  readonly trade: Pick<Trade, 'number' | 'subject' | 'amountFen' | 'payer' | 'madeAt'> & { readonly reference: string };
  readonly refund?: { readonly refund: string; readonly reference: string };
  readonly amountFen: number;
}

const readyHour = 10;

/** The bill of a day is made at 10:00 of the next one, in Asia/Shanghai. */
export const isReady = (day: string, now: Date): boolean =>
  now.getTime() >= Date.parse(`${day}T00:00:00+08:00`) + (24 + readyHour) * 3_600_000;

/** A day's payments and finished refunds by time, wrong where faults were ordered: once each. */
export function linesOf(book: Book, faults: Faults, gateway: Trade['gateway'], day: string): Line[] {
  const paid = book
    .trades()
    .filter((one) => one.gateway === gateway && one.paidAt !== undefined && dayOf(new Date(one.paidAt)) === day);
  const all: Line[] = paid.map((one) => ({
    kind: 'paid',
    at: one.paidAt ?? one.madeAt,
    trade: { ...one, reference: one.reference ?? '' },
    amountFen: one.amountFen,
  }));
  for (const one of book.refunds(gateway)) {
    const trade = book.trade(gateway, one.number);
    if (!trade || one.state !== 'done' || one.doneAt === undefined || dayOf(new Date(one.doneAt)) !== day) continue;
    all.push({
      kind: 'refunded',
      at: one.doneAt,
      trade: { ...trade, reference: trade.reference ?? '' },
      refund: one,
      amountFen: one.amountFen,
    });
  }
  return wronged(
    all.sort((left, right) => (left.at < right.at ? -1 : 1)),
    faults,
    gateway,
    day,
  );
}

function wronged(lines: Line[], faults: Faults, gateway: Trade['gateway'], day: string): Line[] {
  const is = (kind: 'bill_missing_line' | 'bill_extra_line' | 'bill_wrong_amount') =>
    faults.take([kind], { gateway, operation: 'bill' }) !== undefined;
  let found = lines;
  if (is('bill_missing_line')) found = found.slice(1);
  if (is('bill_wrong_amount'))
    found = found.map((one, index) => (index === found.length - 1 ? { ...one, amountFen: one.amountFen + 1 } : one));
  if (is('bill_extra_line')) found = [...found, stranger(day)];
  return found;
}

/** Money that no trade of ours brought. */
function stranger(day: string): Line {
  const at = new Date(`${day}T12:00:00+08:00`).toISOString();
  const digits = day.replaceAll('-', '');
  return {
    kind: 'paid',
    at,
    trade: {
      number: `STRANGER${digits}`,
      subject: '其他业务',
      amountFen: 12_300,
      payer: '2088000000000099',
      madeAt: at,
      reference: `42000000${digits}999999999999`,
    },
    amountFen: 12_300,
  };
}
