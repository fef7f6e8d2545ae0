import { accounts } from '../keys/accounts.ts';
import { yuan } from '../trades/book.ts';
import type { Parts } from '../trades/parts.ts';
import type { Trade } from '../trades/trade.ts';
import { canonical, chinaTime, sign } from './sign.ts';

/** Where the browser goes back to after Alipay's page, with signed words behind it. They prove nothing about money. */
export function returnAddress({ keys, book }: Parts, trade: Trade): string | undefined {
  if (trade.gateway !== 'alipay' || trade.state !== 'paid' || trade.returnUrl === undefined) return undefined;
  const { appId, sellerId } = accounts.alipay;
  const words = {
    app_id: appId,
    auth_app_id: appId,
    seller_id: sellerId,
    method: 'alipay.trade.page.pay.return',
    charset: 'utf-8',
    version: '1.0',
    timestamp: chinaTime(book.now()),
    out_trade_no: trade.number,
    trade_no: trade.reference ?? '',
    total_amount: yuan(trade.amountFen),
  };
  const url = new URL(trade.returnUrl);
  const said = { ...words, sign: sign(canonical(words), keys.rsa.alipayPlatform), sign_type: 'RSA2' };
  for (const [name, value] of Object.entries(said)) url.searchParams.set(name, value);
  return url.href;
}
