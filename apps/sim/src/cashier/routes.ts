import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { faultOrder } from '../faults/order.ts';
import type { Gateways } from '../gateways.ts';
import { SimRefusal } from '../refusal.ts';
import { codeIn } from './cashier.ts';

const money = z.enum(['wechat', 'alipay']);
const one = z.strictObject({ gateway: money, number: z.string().min(1).max(64) });
const read = z.strictObject({ text: z.string().min(1).max(2000) });
const time = z.strictObject({
  seconds: z
    .number()
    .min(0)
    .max(400 * 86_400),
});
const finished = z.strictObject({
  gateway: money,
  refund: z.string().min(1).max(64),
  state: z.enum(['done', 'abnormal', 'closed']),
});
const byId = z.strictObject({ id: z.string().max(60) });

/** The buyer's wallet, and what tests and the cashier's buttons order: faults, time, refunds, a notification once more. */
export async function cashierRoutes(app: FastifyInstance, gateways: Gateways): Promise<void> {
  const { cashier, parts, faults, notices, agenda } = gateways;
  app.post('/cashier/read', async (request) => {
    const { text } = read.parse(request.body);
    const { gateway, number, amountFen, subject } = cashier.read(text);
    return { gateway, number, amountFen, subject, go: `/cashier?code=${codeIn(text)}` };
  });
  app.post('/cashier/scan', async (request) => {
    const { gateway, number } = one.parse(request.body);
    return { state: cashier.scan(gateway, number).state };
  });
  app.post('/cashier/pay', async (request) => {
    const { gateway, number } = one.parse(request.body);
    const { reference } = cashier.pay(gateway, number);
    return { outcome: 'paid', reference };
  });
  // A payment that fails in the wallet is not notified; the trade stays open, and scanned.
  app.post('/cashier/fail', async (request) => {
    const { gateway, number } = one.parse(request.body);
    cashier.scan(gateway, number);
    return { outcome: 'failed' };
  });
  app.get('/cashier/trades', async () => parts.book.trades());

  app.get('/__sim/faults', async () => faults.list());
  app.post('/__sim/faults', async (request) => {
    faults.order(faultOrder.parse(request.body));
    return { outcome: 'ordered' };
  });
  app.post('/__sim/faults/clear', async () => {
    faults.clear();
    return {};
  });
  app.get('/__sim/clock', async () => ({ now: agenda.now().toISOString() }));
  app.post('/__sim/clock', async (request) => {
    await agenda.advance(time.parse(request.body).seconds);
    return { now: agenda.now().toISOString() };
  });
  app.post('/__sim/settle', async () => {
    await agenda.settle();
    return {};
  });
  app.get('/__sim/notices', async () => notices.list());
  app.post('/__sim/notices/replay', async (request) => {
    const answer = await notices.replay(byId.parse(request.body).id);
    if (!answer) throw new SimRefusal(404, 'no_such_notice');
    return answer;
  });
  app.post('/__sim/refunds/finish', async (request) => {
    const { gateway, refund, state } = finished.parse(request.body);
    const known = parts.book.refund(gateway, refund);
    if (!known) throw new SimRefusal(404, 'no_such_refund');
    return { state: parts.refunds.finish(known, state).state };
  });
}
