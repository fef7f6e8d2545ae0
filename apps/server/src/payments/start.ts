import type { Context, Trx } from '../context.ts';
import { handle } from '../operation.ts';
import { lockOwnOrder } from '../orders/lock.ts';
import type { OrderRow } from '../orders/move.ts';
import { Refusal } from '../refusal.ts';
import { askTry, closeTry } from './ask.ts';
import { type Channel, GatewayFault, GatewayRefusal, type Offer } from './channels/channel.ts';
import { attemptNumber } from './number.ts';
import { nextQueryAt } from './schedule.ts';
import { showAttempt } from './show.ts';
import { type AttemptRow, lockAttempt } from './trade.ts';

/** As long as WeChat's code_url lives, and Alipay's QR: a try ends with its QR. */
const tryMs = 2 * 3_600_000;
/** An offer that runs out while it is being looked at is no offer; gateways want a minute at least. */
const soonMs = 60_000;

export const start = handle('payments.start', async ({ number, channel, how }, act) => {
  const { ctx, who, now } = act;
  const gateway = ctx.channels.get(channel);
  if (!gateway) throw new Refusal('channel_off');
  // The second round finds the old try closed at its gateway; a third would mean that somebody else is quicker than we are.
  for (const isLast of [false, true]) {
    const attempt = await act.write(async (trx, leaf) => {
      const order = await lockOwnOrder(trx, ctx, number, who.accountId);
      if (!order) throw new Refusal('not_found');
      if (order.status !== 'unpaid') throw new Refusal('order_state');
      if (order.expires_at && order.expires_at <= now) throw new Refusal('order_state');
      const open = await openTry(trx, order, channel);
      leaf({ subject: number, detail: { channel, how, isNew: open === undefined } });
      return open ?? beginTry(trx, ctx, order, channel, now);
    });
    if (attempt.expires_at && attempt.expires_at > now) return offer(ctx, gateway, attempt, { number, how, now });
    const said = await closeTry(ctx, { number: attempt.number, channel }, true);
    if (said === 'paid') throw new Refusal('just_paid');
    if (said === 'silent' || isLast) throw new Refusal('gateway_silent');
  }
  throw new Refusal('gateway_silent');
});

const openTry = (trx: Trx, order: OrderRow, channel: AttemptRow['channel']): Promise<AttemptRow | undefined> =>
  trx
    .selectFrom('pay_attempts')
    .selectAll()
    .where('order_id', '=', order.id)
    .where('channel', '=', channel)
    .where('state', '=', 'open')
    .forUpdate()
    .executeTakeFirst();

/** Written before the gateway hears of it: whatever it takes money for is known here. */
function beginTry(
  trx: Trx,
  ctx: Context,
  order: OrderRow,
  channel: AttemptRow['channel'],
  now: Date,
): Promise<AttemptRow> {
  const end = Math.min(now.getTime() + tryMs, order.expires_at?.getTime() ?? Number.POSITIVE_INFINITY);
  const expiresAt = new Date(Math.max(end, now.getTime() + 2 * soonMs));
  return trx
    .insertInto('pay_attempts')
    .values({
      number: attemptNumber(now),
      ca_id: ctx.caId,
      order_id: order.id,
      channel,
      amount_fen: order.fee_fen,
      state: 'open',
      created_at: now,
      expires_at: expiresAt,
      next_query_at: nextQueryAt({ createdAt: now, expiresAt, queries: 0 }, now),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

interface Wish {
  readonly number: string;
  readonly how: Offer['kind'];
  readonly now: Date;
}

async function offer(ctx: Context, gateway: Channel, attempt: AttemptRow, { number, how, now }: Wish) {
  const kept = attempt.offers[how];
  if (kept && new Date(kept.validUntil).getTime() > now.getTime() + soonMs) return only(attempt, how, now);
  const { caName } = await ctx.settings();
  const expiresAt = attempt.expires_at ?? new Date(now.getTime() + tryMs);
  const { number: own, amount_fen: amountFen } = attempt;
  const asked = { number: own, amountFen, subject: `${caName} ${number}`, order: number, expiresAt };
  const one = { number: attempt.number, channel: gateway.name };
  let fresh: Offer;
  try {
    fresh = await gateway.offer(asked, how);
  } catch (error) {
    if (!(error instanceof GatewayFault)) throw error;
    ctx.log.warn({ channel: gateway.name, code: error.code }, 'a payment gateway made no offer');
    if (!(error instanceof GatewayRefusal)) throw new Refusal('gateway_silent');
    // It refuses what is paid or closed already; whatever it was, this number is of no more use.
    if ((await askTry(ctx, one)) === 'paid') throw new Refusal('just_paid');
    if ((await closeTry(ctx, one)) === 'paid') throw new Refusal('just_paid');
    throw new Refusal('gateway_refused');
  }
  const shown = await ctx.db.transaction().execute((trx) => keepOffer(trx, ctx, attempt.number, fresh));
  if (shown) return only(shown, how, now);
  // Cancelled or paid while the gateway made it: nobody may see it, and nobody may pay it.
  if ((await closeTry(ctx, one)) === 'paid') throw new Refusal('just_paid');
  throw new Refusal('order_state');
}

/** @returns undefined when the try, or its order, has ended in between. */
async function keepOffer(trx: Trx, ctx: Context, number: string, fresh: Offer): Promise<AttemptRow | undefined> {
  const found = await lockAttempt(trx, ctx, number);
  if (found?.order.status !== 'unpaid' || found.attempt.state !== 'open') return undefined;
  return trx
    .updateTable('pay_attempts')
    .set({ offers: JSON.stringify({ ...found.attempt.offers, [fresh.kind]: fresh }) })
    .where('number', '=', number)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** The try with the offer that was asked for. */
function only(attempt: AttemptRow, how: Offer['kind'], now: Date) {
  const { qr, page } = attempt.offers;
  const offers = how === 'qr' ? { ...(qr && { qr }) } : { ...(page && { page }) };
  return showAttempt({ ...attempt, offers }, now);
}
