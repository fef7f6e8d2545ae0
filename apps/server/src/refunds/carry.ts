import { writeLeaf } from '../audit/write.ts';
import type { Context } from '../context.ts';
import { openIssue } from '../moneyIssues/open.ts';
import { type Channel, GatewayFault, type GatewayName, GatewayRefusal } from '../payments/channels/channel.ts';
import { tell } from '../payments/inbox.ts';
import { sumMoney } from '../payments/sum.ts';
import { lockRefund } from './observe.ts';

const atOnceMax = 40;
const together = 8;
const waitSeconds = [10, 30, 60, 180, 600, 1800] as const;
const longestWaitSeconds = 3600;

interface Due {
  readonly refund: string;
  readonly attempt: string;
  readonly channel: GatewayName;
  readonly amountFen: number;
  readonly state: 'approved' | 'processing';
  readonly tries: number;
  readonly order: string;
}

/** Job `refunds.carry`: asks the gateways for approved refunds, then for how they are getting on, until each is done or needs a person. @returns how many were asked. */
export async function carryRefunds(ctx: Context): Promise<number> {
  const due = await takeDue(ctx);
  for (let from = 0; from < due.length; from += together)
    await Promise.all(due.slice(from, from + together).map((one) => carryOne(ctx, one)));
  return due.length;
}

async function carryOne(ctx: Context, one: Due): Promise<void> {
  const { refund, channel, tries } = one;
  const gateway = ctx.channels.get(channel);
  if (!gateway) return ctx.log.error({ channel, refund }, 'a refund waits for a gateway that is switched off');
  try {
    const fact = await ask(gateway, one);
    await tell(ctx, {
      source: 'query',
      key: `${refund}:${fact.state}:${tries}`,
      observation: { about: 'refund', channel, fact: { ...fact, refund } },
    });
  } catch (error) {
    if (error instanceof GatewayRefusal) return refuse(ctx, one, error);
    if (!(error instanceof GatewayFault)) throw error;
    ctx.log.warn({ channel, refund, code: error.code }, 'a refund got no answer and is asked for again');
  }
}

/** Asked again under its own number, a refund is never made twice. */
const ask = (gateway: Channel, { state, refund, attempt, amountFen, order }: Due) =>
  state === 'processing'
    ? gateway.queryRefund(refund, attempt)
    : gateway.refund({ refund, number: attempt, amountFen, totalFen: amountFen, reason: `订单 ${order} 退款` });

/** Refused for good: too little on the merchant's account, or a trade that is too old. A person must look. */
const refuse = (ctx: Context, { refund, channel, tries }: Due, { code }: GatewayRefusal): Promise<void> =>
  ctx.db.transaction().execute(async (trx) => {
    const found = await lockRefund(trx, ctx, refund);
    if (!found || !['approved', 'processing'].includes(found.refund.state)) return;
    await trx
      .updateTable('refunds')
      .set({ state: 'abnormal', next_try_at: null })
      .where('number', '=', refund)
      .execute();
    await sumMoney(trx, found.order);
    await openIssue(trx, ctx, {
      kind: 'refund_refused',
      channel,
      about: `${refund}:${tries}`,
      orderId: found.order.id,
      attempt: found.refund.attempt,
      refund,
      expectedFen: found.refund.amount_fen,
    });
    const origin = { ctx, at: ctx.clock(), actor: 'system', operation: 'refunds.carry', requestId: null };
    await writeLeaf(trx, origin, { subject: found.order.number, detail: { refund, code } });
  });

/** The next time is set before the gateway is asked: a kill in between costs one question. */
const takeDue = (ctx: Context): Promise<Due[]> =>
  ctx.db.transaction().execute(async (trx) => {
    const now = ctx.clock();
    const rows = await trx
      .selectFrom('refunds')
      .innerJoin('orders', 'orders.id', 'refunds.order_id')
      .select([
        'refunds.number',
        'refunds.attempt',
        'refunds.channel',
        'refunds.amount_fen',
        'refunds.state',
        'refunds.tries',
        'orders.number as order',
      ])
      .where('refunds.ca_id', '=', ctx.caId)
      .where('refunds.state', 'in', ['approved', 'processing'])
      .where('refunds.next_try_at', '<=', now)
      .orderBy('refunds.next_try_at')
      .limit(atOnceMax)
      .forUpdate('refunds')
      .skipLocked()
      .execute();
    const due: Due[] = [];
    for (const row of rows) {
      const seconds = waitSeconds[row.tries] ?? longestWaitSeconds;
      await trx
        .updateTable('refunds')
        .set({ tries: row.tries + 1, next_try_at: new Date(now.getTime() + seconds * 1000) })
        .where('number', '=', row.number)
        .execute();
      due.push({
        refund: row.number,
        attempt: row.attempt,
        channel: row.channel as GatewayName,
        amountFen: row.amount_fen,
        state: row.state as Due['state'],
        tries: row.tries + 1,
        order: row.order,
      });
    }
    return due;
  });
