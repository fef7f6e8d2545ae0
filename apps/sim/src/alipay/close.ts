import { type Operation, tradeIn } from './operation.ts';
import { refusals } from './refusal.ts';

/** Only what was scanned and not paid can be closed: a QR that nobody has scanned stays payable. */
export const close: Operation = (parts, { content }) => {
  const { book, faults, cashier, notices } = parts;
  const { number } = tradeIn(parts, content);
  const place = { gateway: 'alipay', operation: 'close', number } as const;
  if (book.trade('alipay', number)?.state === 'open' && faults.take(['close_race'], place))
    cashier.pay('alipay', number);
  const trade = tradeIn(parts, content);
  if (trade.state !== 'open') throw refusals.state();
  book.atomically(() => {
    book.put({ ...trade, state: 'closed' });
    notices.tell({ gateway: 'alipay', number, event: 'TRADE_CLOSED' }, trade.notifyUrl);
  });
  return { trade_no: trade.reference, out_trade_no: number };
};
