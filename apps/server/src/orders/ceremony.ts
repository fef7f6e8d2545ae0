import type { Db, Trx } from '../context.ts';

/** From here on the UKey may already obey: an approval cannot be taken back until the outcome is known. */
const running = ['authorised', 'unblocked', 'changed', 'unknown'] as const;

/** Whether a reset of this order is past the point where it could be stopped. The order must be locked: ceremonies lock it too before they authorise. */
export const hasRunningCeremony = async (db: Db | Trx, orderId: string): Promise<boolean> =>
  (await db
    .selectFrom('ceremonies')
    .select('id')
    .where('order_id', '=', orderId)
    .where('status', 'in', running)
    .limit(1)
    .executeTakeFirst()) !== undefined;
