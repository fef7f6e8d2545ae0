import type { FastifyInstance } from 'fastify';
import type { Parts } from '../trades/parts.ts';
import { createBills } from './bill.ts';
import { close } from './close.ts';
import { serve } from './door.ts';
import { native } from './native.ts';
import { queryByNumber, queryByReference } from './query.ts';
import { queryRefund, refund } from './refund.ts';

/** WeChat Pay APIv3, as https://api.mch.weixin.qq.com has it. */
export async function wechatRoutes(app: FastifyInstance, parts: Parts): Promise<void> {
  // Signatures cover the bytes as they came.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  const bills = createBills(parts);
  app.post('/v3/pay/transactions/native', serve(parts, 'native', native(parts)));
  app.get('/v3/pay/transactions/out-trade-no/:number', serve(parts, 'query', queryByNumber(parts)));
  app.get('/v3/pay/transactions/id/:number', serve(parts, 'query', queryByReference(parts)));
  app.post('/v3/pay/transactions/out-trade-no/:number/close', serve(parts, 'close', close(parts)));
  app.post('/v3/refund/domestic/refunds', serve(parts, 'refund', refund(parts)));
  app.get('/v3/refund/domestic/refunds/:number', serve(parts, 'refund_query', queryRefund(parts)));
  app.get('/v3/bill/tradebill', serve(parts, 'bill', bills.tradeBill));
  app.get('/v3/billdownload/file', bills.billFile);
}
