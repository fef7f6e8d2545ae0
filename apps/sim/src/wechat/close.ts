import { z } from 'zod';
import { accounts } from '../keys/accounts.ts';
import type { Parts } from '../trades/parts.ts';
import type { Call } from './door.ts';
import { refusals } from './refusal.ts';

const asked = z.object({ mchid: z.string() });
const byNumber = z.object({ number: z.string() });

/** POST /v3/pay/transactions/out-trade-no/{number}/close: 204, also when it was closed before; a paid one is ORDERPAID. */
export const close =
  ({ book, faults, cashier }: Parts): Call =>
  ({ params, body }) => {
    if (asked.parse(body).mchid !== accounts.wechat.mchId) throw refusals.parameter('mchid');
    const { number } = byNumber.parse(params);
    const trade = book.trade('wechat', number);
    if (!trade) throw refusals.absent();
    if (trade.state === 'open' && faults.take(['close_race'], { gateway: 'wechat', operation: 'close', number }))
      cashier.pay('wechat', number);
    if (book.trade('wechat', number)?.state === 'paid') throw refusals.paid();
    book.put({ ...trade, state: 'closed' });
    return undefined;
  };
