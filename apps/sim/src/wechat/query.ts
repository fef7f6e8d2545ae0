import { z } from 'zod';
import { accounts } from '../keys/accounts.ts';
import type { Parts } from '../trades/parts.ts';
import type { Trade } from '../trades/trade.ts';
import type { Call } from './door.ts';
import { refusals } from './refusal.ts';
import { tradeShape } from './shape.ts';

const merchant = z.object({ mchid: z.string() });
const byNumber = z.object({ number: z.string() });

function show({ book }: Parts, trade: Trade | undefined, query: unknown) {
  if (merchant.parse(query).mchid !== accounts.wechat.mchId) throw refusals.parameter('mchid');
  if (!trade) throw refusals.absent();
  return tradeShape(trade, book.refundsOf(trade));
}

/** GET /v3/pay/transactions/out-trade-no/{number}?mchid= */
export const queryByNumber =
  (parts: Parts): Call =>
  ({ params, query }) =>
    show(parts, parts.book.trade('wechat', byNumber.parse(params).number), query);

/** GET /v3/pay/transactions/id/{number}?mchid= */
export const queryByReference =
  (parts: Parts): Call =>
  ({ params, query }) =>
    show(parts, parts.book.byReference('wechat', byNumber.parse(params).number), query);
