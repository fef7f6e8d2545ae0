import { sql } from 'kysely';
import type { Db, Trx } from '../context.ts';

/** Money that may still go back counts as gone where somebody is about to make out an invoice for it. */
const goings = { done: ['done'], begun: ['waiting', 'approved', 'processing', 'done', 'abnormal'] } as const;

/** Of these orders those whose whole fee the CA has, after the refunds that are `done`, or that were `begun` too. Free orders are never among them. */
export async function feesKept(
  db: Db | Trx,
  orderIds: readonly string[],
  refunds: keyof typeof goings,
): Promise<ReadonlySet<string>> {
  if (orderIds.length === 0) return new Set();
  const { rows } = await sql<{ id: string }>`select o.id from orders o
    where o.id = any(${[...orderIds]}::uuid[]) and o.fee_fen > 0 and o.fee_fen <=
      (select coalesce(sum(amount_fen), 0) from pay_attempts where order_id = o.id and state = 'paid')
      - (select coalesce(sum(amount_fen), 0) from refunds where order_id = o.id and state = any(${[...goings[refunds]]}))`.execute(
    db,
  );
  return new Set(rows.map(({ id }) => id));
}
