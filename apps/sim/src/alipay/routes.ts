import type { FastifyInstance } from 'fastify';
import type { Parts } from '../trades/parts.ts';
import { createBills } from './bill.ts';
import { close } from './close.ts';
import { gatewayDo } from './door.ts';
import { precreate } from './offer.ts';
import { query } from './query.ts';
import { queryRefund, refund } from './refund.ts';
import { serveV3 } from './v3.ts';

const billMethod = 'alipay.data.dataservice.bill.downloadurl.query';

/** Alipay, as https://openapi.alipay.com has it: gateway.do (v1.0) and the OpenAPI form (v3). */
export async function alipayRoutes(app: FastifyInstance, parts: Parts): Promise<void> {
  // Signatures cover the bytes as they came.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  const bills = createBills();
  const operations = {
    'alipay.trade.precreate': precreate,
    'alipay.trade.query': query,
    'alipay.trade.close': close,
    'alipay.trade.refund': refund,
    'alipay.trade.fastpay.refund.query': queryRefund,
    [billMethod]: bills.bill,
  };
  const door = gatewayDo(parts, operations);
  app.get('/gateway.do', door);
  app.post('/gateway.do', door);
  for (const [method, operation] of Object.entries(operations)) {
    const path = `/v3/${method.replaceAll('.', '/')}`;
    if (method === billMethod) app.get(path, serveV3(parts, method, operation));
    else app.post(path, serveV3(parts, method, operation));
  }
  app.get('/alipay/bill', bills.file);
}
