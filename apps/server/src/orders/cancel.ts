import { mayMove, type Output } from '@jiesuo/contract';
import type { Portal } from '@jiesuo/contract/portal';
import { type Act, handle } from '../operation.ts';
import { isUnsettled, type Settled, settleTries } from '../payments/settle.ts';
import { findOwnOrder, lockOwnOrder } from './lock.ts';
import { moveOrder, type OrderRow } from './move.ts';
import { isAssigned } from './show.ts';

type Result = Output<Portal['orders.cancel']>['results'][number];
type Canceller = Act<Extract<Act['who'], { kind: 'customer' }>>;

/** So many orders at once are asked of their gateways; each gateway answers within seconds. */
const together = 8;
/** A customer who begins a new try in another window while he cancels in this one. */
const roundsMax = 3;

export const cancel = handle('orders.cancel', async ({ numbers }, act) => {
  const each = [...new Set(numbers)];
  const results: Result[] = [];
  // A transaction for each order: one that cannot be cancelled keeps no other from being cancelled.
  for (let from = 0; from < each.length; from += together)
    results.push(...(await Promise.all(each.slice(from, from + together).map((number) => cancelOne(act, number)))));
  return { results };
});

/** Closed at the gateway first: an order that can still be paid is not cancelled. Then judged again under the lock. */
async function cancelOne(act: Canceller, number: string): Promise<Result> {
  for (let round = 1; ; round += 1) {
    const order = await findOwnOrder(act.ctx.db, act.ctx, number, act.who.accountId);
    const settled = order?.status === 'unpaid' ? await settleTries(act.ctx, order.id) : undefined;
    const result = await write(act, number, settled, round === roundsMax);
    if (result) return result;
  }
}

/** @returns undefined when something began in between, and the gateways must be asked once more. */
const write = (
  { ctx, who, now, write: inTransaction }: Canceller,
  number: string,
  settled: Settled | undefined,
  isLast: boolean,
): Promise<Result | undefined> =>
  inTransaction(async (trx, leaf) => {
    const order = await lockOwnOrder(trx, ctx, number, who.accountId);
    const isMissed = order?.status === 'unpaid' && (!settled || (await isUnsettled(trx, order.id, settled)));
    const isAgain = isMissed && settled?.verdict !== 'silent' && !isLast;
    const refusal = judge(order, settled, now) ?? (isMissed ? 'gateway_silent' : null);
    leaf({ subject: number, detail: { isCancelled: refusal === null, refusal, isAgain } });
    if (isAgain) return undefined;
    if (!order || refusal !== null) return { number, isCancelled: false, refusal, isRefunded: false };
    const moved = await moveOrder(trx, ctx, order, 'cancel', { now });
    return { number, isCancelled: true, refusal, isRefunded: moved.money === 'refunding' };
  });

function judge(order: OrderRow | undefined, settled: Settled | undefined, now: Date): Result['refusal'] {
  if (!order) return 'not_found';
  if (settled?.verdict === 'paid') return 'just_paid';
  // Asked as unpaid, and not unpaid any more.
  if (settled && order.status === 'in_review') return 'just_paid';
  if (!mayMove('cancel', order.status)) return 'order_state';
  if (isAssigned(order, now)) return 'order_assigned';
  return settled?.verdict === 'silent' && order.status === 'unpaid' ? 'gateway_silent' : null;
}
