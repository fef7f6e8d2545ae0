import { z } from 'zod';
import type { Parts } from '../trades/parts.ts';
import { isExpired, type Trade } from '../trades/trade.ts';
import { refusals } from './refusal.ts';

/** One call, in the words that v1.0 and v3 share. `words`: `notify_url` and the like. @throws AlipayRefusal, ZodError. */
export type Operation = (
  parts: Parts,
  asked: { content: unknown; words: Readonly<Record<string, string>> },
) => Readonly<Record<string, unknown>>;

const named = z.looseObject({ out_trade_no: z.string().optional(), trade_no: z.string().optional() });

/** The trade that a call names; trade_no wins. One that nobody has scanned does not exist; one that ran out is closed. */
export function tradeIn({ book }: Parts, content: unknown): Trade {
  const { out_trade_no, trade_no } = named.parse(content);
  const trade = trade_no ? book.byReference('alipay', trade_no) : book.trade('alipay', out_trade_no ?? '');
  if (!trade || trade.reference === undefined) throw refusals.absent();
  if (trade.state !== 'open' || !isExpired(trade, book.now())) return trade;
  const closed: Trade = { ...trade, state: 'closed' };
  book.put(closed);
  return closed;
}
