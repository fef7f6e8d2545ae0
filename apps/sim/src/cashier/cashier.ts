import { randomBytes } from 'node:crypto';
import type { Notices } from '../notices/notices.ts';
import { SimRefusal } from '../refusal.ts';
import { type Book, freshReference } from '../trades/book.ts';
import { type Code, isExpired, type Trade } from '../trades/trade.ts';

type Money = Trade['gateway'];

/** The buyer's side: scans and pays. */
export interface Cashier {
  /** What a QR's text, or a page's address, stands for. @throws SimRefusal `no_such_code`, `code_expired`. */
  read(text: string): Trade;
  /** Opens the trade in the buyer's wallet; from here on Alipay has it. @throws SimRefusal why it cannot be paid. */
  scan(gateway: Money, number: string): Trade;
  /** Pays in full. Durable, with its notification planned, when it returns. @throws SimRefusal as `scan` does. */
  pay(gateway: Money, number: string): Trade;
}

export function createCashier(book: Book, notices: Notices): Cashier {
  function payable(gateway: Money, number: string): Trade {
    const trade = book.trade(gateway, number);
    if (!trade) throw new SimRefusal(404, 'no_such_trade');
    if (trade.state === 'paid') throw new SimRefusal(409, 'already_paid');
    if (trade.state === 'closed') throw new SimRefusal(409, 'trade_closed');
    if (isExpired(trade, book.now())) throw new SimRefusal(409, 'trade_expired');
    return trade;
  }
  function scan(gateway: Money, number: string): Trade {
    const trade = payable(gateway, number);
    if (trade.state === 'open') return trade;
    const opened: Trade = { ...trade, state: 'open', reference: freshReference('', book.now(), 28) };
    book.put(opened);
    return opened;
  }
  return {
    read(text) {
      const code: Code | undefined = book.byCode(codeIn(text));
      const trade = code && book.trade(code.gateway, code.number);
      if (!code || !trade) throw new SimRefusal(404, 'no_such_code');
      if (Date.parse(code.validUntil) <= book.now().getTime()) throw new SimRefusal(409, 'code_expired');
      return trade;
    },
    scan: (gateway, number) => book.atomically(() => scan(gateway, number)),
    pay: (gateway, number) =>
      book.atomically(() => {
        const trade = scan(gateway, number);
        const paid: Trade = {
          ...trade,
          state: 'paid',
          reference: trade.reference ?? freshReference('42000000', book.now(), 28),
          paidAt: book.now().toISOString(),
          payer:
            gateway === 'wechat' ? `o${randomBytes(20).toString('base64url')}` : freshReference('2088', book.now(), 16),
        };
        book.put(paid);
        const event = gateway === 'wechat' ? 'TRANSACTION.SUCCESS' : 'TRADE_SUCCESS';
        notices.tell({ gateway, number, event }, trade.notifyUrl);
        return paid;
      }),
  };
}

/** `weixin://wxpay/bizpayurl?pr=CODE`, `http://…/cashier?code=CODE`, or the code alone. */
export const codeIn = (text: string): string => /[?&](?:pr|code)=([\w-]+)/.exec(text)?.[1] ?? text.trim();
