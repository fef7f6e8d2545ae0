import type { Agenda } from '../clock/agenda.ts';
import type { Faults } from '../faults/order.ts';
import type { Book } from './book.ts';
import type { Refund } from './trade.ts';

const doneAfterMs = 2000;
/** `refund_slow`: as long as a bank may take. */
const slowAfterMs = 3 * 86_400_000;

export interface Refunds {
  /** Keeps a new refund and lets time decide about it, as a fault says. Alipay's are done at once. @returns it as it stands now. */
  begin(one: Refund): Refund;
  /** Decides now; a decided one stays, but an abnormal one may still be done by hand. */
  finish(one: Refund, state: 'done' | 'abnormal' | 'closed'): Refund;
}

/** @param onFinished tells the merchant; in the same transaction. */
export function openRefunds(book: Book, faults: Faults, agenda: Agenda, onFinished: (one: Refund) => void): Refunds {
  function finish(one: Refund, state: 'done' | 'abnormal' | 'closed'): Refund {
    const known = book.refund(one.gateway, one.refund) ?? one;
    if (known.state !== 'processing' && known.state !== 'abnormal') return known;
    if (known.state === state) return known;
    const over = { ...known, state, ...(state === 'done' && { doneAt: agenda.now().toISOString() }) };
    book.atomically(() => {
      book.putRefund(over);
      onFinished(over);
    });
    return over;
  }
  agenda.teach('refund', async (data) => {
    const { gateway, refund, state } = JSON.parse(data) as Pick<Refund, 'gateway' | 'refund'> & {
      state: 'done' | 'abnormal' | 'closed';
    };
    const one = book.refund(gateway, refund);
    if (one?.state === 'processing') finish(one, state);
    return undefined;
  });

  return {
    begin(one) {
      const { gateway, number, refund } = one;
      const fault = faults.take(['refund_slow', 'refund_abnormal', 'refund_closed'], {
        gateway,
        operation: 'refund',
        number,
      });
      const state =
        fault?.kind === 'refund_abnormal' ? 'abnormal' : fault?.kind === 'refund_closed' ? 'closed' : 'done';
      const afterMs = fault?.kind === 'refund_slow' ? slowAfterMs : gateway === 'alipay' ? 0 : doneAfterMs;
      return book.atomically(() => {
        book.putRefund(one);
        if (afterMs === 0) return finish(one, state);
        const dueAt = new Date(agenda.now().getTime() + afterMs);
        agenda.plan('refund', `refund:${gateway}:${refund}`, dueAt, JSON.stringify({ gateway, refund, state }));
        return one;
      });
    },
    finish,
  };
}
