import type { Order } from '@jiesuo/contract';
import { intoValidity, setFee, submit } from '../orders/stageForTests.ts';
import { type Customer, everyEngine, type Trial } from '../trial.ts';
import { createFakeGateway, type FakeGateway } from './gatewayForTests.ts';
import { receive } from './receive.ts';

export const fee = 5000;

export interface Stage extends Trial {
  readonly wechat: FakeGateway;
  /** Knows no trade before it is paid. */
  readonly alipay: FakeGateway;
}

/** The same test on every engine, with two gateways that keep books of their own. */
export function withGateways(title: string, run: (t: Stage) => Promise<void>): void {
  let clock = () => new Date();
  const wechat = createFakeGateway('wechat', () => clock());
  const alipay = createFakeGateway('alipay', () => clock(), true);
  const channels = new Map([
    ['wechat', wechat.channel],
    ['alipay', alipay.channel],
  ] as const);
  everyEngine(
    title,
    async (t) => {
      clock = () => t.now();
      wechat.reset();
      alipay.reset();
      intoValidity(t);
      await setFee(t, fee);
      await run({ ...t, wechat, alipay });
    },
    { channels },
  );
}

/** An unpaid order, and the number of a try that the customer began. */
export async function unpaid(t: Stage): Promise<{ who: Customer; order: Order; number: string }> {
  const who = await t.customer();
  const order = await submit(t, who);
  return { who, order, number: order.number };
}

export async function begin(
  t: Stage,
  who: Customer,
  number: string,
  channel: 'wechat' | 'alipay' = 'wechat',
): Promise<string> {
  await who.ok('payments.start', { number, channel });
  return tryOf(t, number, channel);
}

export async function tryOf(t: Trial, number: string, channel: 'wechat' | 'alipay' | 'bank_transfer'): Promise<string> {
  const row = await t.ctx.db
    .selectFrom('pay_attempts')
    .innerJoin('orders', 'orders.id', 'pay_attempts.order_id')
    .select('pay_attempts.number')
    .where('orders.number', '=', number)
    .where('pay_attempts.channel', '=', channel)
    .orderBy('pay_attempts.created_at', 'desc')
    .executeTakeFirstOrThrow();
  return row.number;
}

/** The customer pays, and the gateway says so. */
export async function payAndTell(t: Stage, attempt: string, channel: 'wechat' | 'alipay' = 'wechat'): Promise<void> {
  if (!t[channel].pay(attempt)) throw new Error('the gateway took no money');
  await receive(t.ctx, channel, t[channel].notice(attempt));
}

export const orderOf = (t: Trial, number: string) =>
  t.ctx.db.selectFrom('orders').selectAll().where('number', '=', number).executeTakeFirstOrThrow();

export const refundsOf = (t: Trial) => t.ctx.db.selectFrom('refunds').selectAll().orderBy('created_at').execute();
export const issuesOf = (t: Trial) =>
  t.ctx.db.selectFrom('money_issues').selectAll().orderBy('opened_at').orderBy('id').execute();
export const eventsOf = async (t: Trial, number: string): Promise<string[]> => {
  const { id } = await orderOf(t, number);
  const rows = await t.ctx.db
    .selectFrom('order_events')
    .select('event')
    .where('order_id', '=', id)
    .orderBy('at')
    .orderBy('id')
    .execute();
  return rows.map((row) => row.event);
};
