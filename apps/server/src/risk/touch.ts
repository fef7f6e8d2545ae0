import { sameName } from '@jiesuo/certificate';
import { openAccount } from '../accounts/account.ts';
import type { Context, Db, Trx } from '../context.ts';
import { openForm } from '../orders/form.ts';
import type { OrderRow } from '../orders/move.ts';
import { Refusal } from '../refusal.ts';

/** Reviews of an order that were decided, and the one that is under way. */
export async function roundOf(trx: Trx, orderId: string): Promise<number> {
  const { rounds } = await trx
    .selectFrom('review_decisions')
    .select((eb) => eb.fn.countAll<number>().as('rounds'))
    .where('order_id', '=', orderId)
    .executeTakeFirstOrThrow();
  return Number(rounds) + 1;
}

/** Remembers that this person has held the order, for good. */
export async function touch(trx: Trx, orderId: string, staffId: string, now: Date): Promise<void> {
  await trx
    .insertInto('order_hands')
    .values({ order_id: orderId, staff_id: staffId, round: await roundOf(trx, orderId), at: now })
    .onConflict((on) => on.doNothing())
    .execute();
}

/** Whether this person held the order in a review before the one under way. */
export async function heldEarlier(trx: Trx, orderId: string, staffId: string): Promise<boolean> {
  const hand = await trx
    .selectFrom('order_hands')
    .select('round')
    .where('order_id', '=', orderId)
    .where('staff_id', '=', staffId)
    .where('round', '<', await roundOf(trx, orderId))
    .limit(1)
    .executeTakeFirst();
  return hand !== undefined;
}

/** Of these orders, those that this person has handled: taken, or decided on in any way. */
export async function handledBy(db: Db | Trx, orders: readonly string[], staffId: string): Promise<Set<string>> {
  if (orders.length === 0) return new Set();
  const [held, decided, seconded] = [
    await db
      .selectFrom('order_hands')
      .select('order_id')
      .where('order_id', 'in', orders)
      .where('staff_id', '=', staffId)
      .execute(),
    await db
      .selectFrom('review_decisions')
      .select('order_id')
      .where('order_id', 'in', orders)
      .where('decided_by', '=', staffId)
      .execute(),
    await db
      .selectFrom('second_reviews')
      .select('order_id')
      .where('order_id', 'in', orders)
      .where((either) => either.or([either('decided_by', '=', staffId), either('first_by', '=', staffId)]))
      .execute(),
  ];
  return new Set([...held, ...decided, ...seconded].map((row) => row.order_id));
}

/** @throws Refusal `second_review_not_yours` when this person handled the order before. */
export async function assertUntouched(trx: Trx, orderId: string, staffId: string): Promise<void> {
  if ((await handledBy(trx, [orderId], staffId)).has(orderId)) throw new Refusal('second_review_not_yours');
}

/** @throws Refusal `own_order` when the account or the representative has this person's name or number. */
export async function assertNotOwn(trx: Trx, ctx: Context, order: OrderRow, staffId: string): Promise<void> {
  const staff = await trx
    .selectFrom('staff')
    .select(['display_name', 'mobile_index'])
    .where('id', '=', staffId)
    .executeTakeFirstOrThrow();
  const account = await trx
    .selectFrom('accounts')
    .selectAll()
    .where('id', '=', order.account_id)
    .executeTakeFirstOrThrow();
  const form = openForm(ctx, order);
  const names = [openAccount(ctx, account).contact, form.representativeName];
  const numbers = [account.mobile_index, ctx.personal.index('mobile', form.representativeMobile)];
  const isOwn =
    names.some((name) => sameName(name, staff.display_name)) ||
    (staff.mobile_index !== null && numbers.includes(staff.mobile_index));
  if (isOwn) throw new Refusal('own_order');
}
