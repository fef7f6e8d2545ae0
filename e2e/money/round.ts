import { setTimeout as wait } from 'node:timers/promises';
import { cancel } from '../../apps/server/src/orders/cancel.ts';
import { expireOrders } from '../../apps/server/src/orders/expire.ts';
import type { GatewayName } from '../../apps/server/src/payments/channels/channel.ts';
import { check } from '../../apps/server/src/payments/check.ts';
import type { FakeGateway } from '../../apps/server/src/payments/gatewayForTests.ts';
import { applyLeft } from '../../apps/server/src/payments/inbox.ts';
import { receive } from '../../apps/server/src/payments/receive.ts';
import { start } from '../../apps/server/src/payments/start.ts';
import { watchTries } from '../../apps/server/src/payments/watch.ts';
import { approve } from '../../apps/server/src/refunds/approve.ts';
import { ask } from '../../apps/server/src/refunds/ask.ts';
import { carryRefunds } from '../../apps/server/src/refunds/carry.ts';
import { retry } from '../../apps/server/src/refunds/retry.ts';
import { Refusal } from '../../apps/server/src/refusal.ts';
import type { Dice } from '../faults/random/dice.ts';
import { type Arena, feeFen } from './arena.ts';

type Order = Awaited<ReturnType<Arena['order']>>;
type Act = () => Promise<unknown>;

/** One order, begun at both gateways; then everything that can happen to its money, in an order that the dice decide, at once. */
export async function playRound(arena: Arena, dice: Dice): Promise<Order> {
  const { wechat, alipay, clock } = arena;
  wechat.reset();
  alipay.reset();
  for (const gateway of [wechat, alipay])
    gateway.course(dice.pick(['done', 'done', 'processing', 'abnormal', 'closed']));
  const order = await arena.order();
  for (const channel of ['wechat', 'alipay'] as const)
    await arena.act(start, order.who, { number: order.number, channel, how: dice.pick(['qr', 'page']) });
  if (dice.roll(3) === 0) await makeDue(arena, order);
  const acts = drawActs(arena, order, dice);
  for (const gateway of [wechat, alipay]) if (dice.roll(4) === 0) gateway.silence(1 + dice.roll(3));
  await atOnce(acts, dice);
  // Then what people do who see that it is paid.
  if (dice.roll(2) === 0) await atOnce(drawRegrets(arena, order, dice), dice);
  await comeToRest(arena, clock.now());
  return order;
}

function drawActs(arena: Arena, order: Order, dice: Dice): Act[] {
  const { ctx, wechat, alipay } = arena;
  const { number, who } = order;
  const times = (most: number, act: Act): Act[] => Array.from({ length: dice.roll(most + 1) }, () => act);
  const paying = (channel: GatewayName, gateway: FakeGateway): Act => {
    const isWrong = dice.roll(12) === 0;
    const notices = dice.roll(11);
    return async () => {
      const attempt = await tryOf(arena, order, channel);
      if (!attempt || !gateway.pay(attempt, isWrong ? { amountFen: feeFen - 1 } : {})) return;
      await Promise.all(Array.from({ length: notices }, () => receive(ctx, channel, gateway.notice(attempt))));
    };
  };
  const acts: Act[] = [
    ...times(
      10,
      fine(() => arena.act(check, who, { number })),
    ),
    ...times(5, () => arena.act(cancel, who, { numbers: [number] })),
    ...times(3, () => expireOrders(ctx)),
    ...times(3, () => watchTries(ctx)),
    ...times(3, () => carryRefunds(ctx)),
    ...times(2, () => applyLeft(ctx)),
    ...times(
      2,
      fine(() => refundByFinance(arena, order)),
    ),
    ...times(
      2,
      fine(() => arena.act(start, who, { number, channel: dice.pick(['wechat', 'alipay']), how: 'qr' })),
    ),
  ];
  if (dice.roll(5) > 0) acts.push(paying('wechat', wechat));
  if (dice.roll(2) === 0) acts.push(paying('alipay', alipay));
  return acts;
}

function drawRegrets(arena: Arena, order: Order, dice: Dice): Act[] {
  const { ctx } = arena;
  const times = (most: number, act: Act): Act[] => Array.from({ length: dice.roll(most + 1) }, () => act);
  return [
    ...times(3, () => arena.act(cancel, order.who, { numbers: [order.number] })),
    ...times(
      2,
      fine(() => refundByFinance(arena, order)),
    ),
    ...times(3, () => carryRefunds(ctx)),
    ...times(2, () => watchTries(ctx)),
  ];
}

const atOnce = (acts: readonly Act[], dice: Dice) =>
  Promise.all(
    shuffled(acts, dice).map(async (act) => {
      await wait(dice.roll(12));
      await act();
    }),
  );

/** People are refused all the time; that is no fault of a round. */
const fine =
  (act: Act): Act =>
  () =>
    act().catch((error: unknown) => {
      if (!(error instanceof Refusal)) throw error;
    });

async function refundByFinance(arena: Arena, order: Order): Promise<void> {
  const paid = await arena.ctx.db
    .selectFrom('pay_attempts')
    .select('number')
    .where('order_id', '=', order.id)
    .where('state', '=', 'paid')
    .limit(1)
    .executeTakeFirst();
  if (!paid) return;
  const [one, two] = [await arena.staff(), await arena.staff()];
  const asked = (await arena.act(ask, one, { attempt: paid.number, note: 'races' })) as { refund: string };
  await arena.act(approve, two, { refund: asked.refund });
}

async function tryOf(arena: Arena, order: Order, channel: GatewayName): Promise<string | undefined> {
  const row = await arena.ctx.db
    .selectFrom('pay_attempts')
    .select('number')
    .where('order_id', '=', order.id)
    .where('channel', '=', channel)
    .orderBy('created_at')
    .executeTakeFirst();
  return row?.number;
}

const makeDue = (arena: Arena, order: Order) =>
  arena.ctx.db.updateTable('orders').set({ expires_at: arena.clock.now() }).where('id', '=', order.id).execute();

/** Time passes, gateways answer again, stuck refunds are helped along by their gateways, and every job runs until nothing is left to do. */
export async function comeToRest(arena: Arena, from: Date): Promise<void> {
  const { ctx, wechat, alipay, clock } = arena;
  for (const gateway of [wechat, alipay]) {
    gateway.silence(0);
    gateway.course('done');
  }
  const until = from.getTime() + 30 * 3_600_000;
  while (clock.now().getTime() < until) {
    await applyLeft(ctx);
    await expireOrders(ctx);
    await watchTries(ctx);
    await carryRefunds(ctx);
    await settleStuck(arena);
    clock.advance(8 * 3_600);
  }
  await carryRefunds(ctx);
  await settleStuck(arena);
}

/** What was under way is done at the gateway in the end, and it says so; what the gateway closed, finance asks for again. */
async function settleStuck(arena: Arena): Promise<void> {
  const { ctx, wechat, alipay } = arena;
  const closed = await ctx.db
    .selectFrom('refunds')
    .select('number')
    .where('state', '=', 'closed')
    .where('attempt', 'not in', (live) =>
      live.selectFrom('refunds').select('attempt').where('state', 'not in', ['closed', 'rejected']),
    )
    .execute();
  for (const { number } of closed) {
    const finance = await arena.staff();
    await fine(() => arena.act(retry, finance, { refund: number, note: 'races' }))();
  }
  const rows = await ctx.db
    .selectFrom('refunds')
    .select(['number', 'channel'])
    .where('state', 'in', ['processing', 'abnormal'])
    .execute();
  for (const { number, channel } of rows) {
    if (channel === 'bank_transfer') continue;
    const gateway = channel === 'wechat' ? wechat : alipay;
    gateway.settle(number, 'done');
    await receive(ctx, channel, gateway.refundNotice(number, `settled-${number}`));
  }
}

function shuffled<T>(of: readonly T[], dice: Dice): T[] {
  const all = [...of];
  for (let i = all.length - 1; i > 0; i -= 1) {
    const j = dice.roll(i + 1);
    const [a, b] = [all[i], all[j]];
    if (a !== undefined && b !== undefined) [all[i], all[j]] = [b, a];
  }
  return all;
}
