import type { Context, Db, Trx } from '../context.ts';
import type { OrderRow } from './move.ts';

/** The order for a decision: nobody else moves it until this transaction ends. A stranger's order is not there. */
export const lockOwnOrder = (
  trx: Trx,
  ctx: Context,
  number: string,
  accountId: string,
): Promise<OrderRow | undefined> => ownOrder(trx, ctx, number, accountId).forUpdate().executeTakeFirst();

/** For staff: any order of the CA. */
export const lockOrder = (trx: Trx, ctx: Context, number: string): Promise<OrderRow | undefined> =>
  trx
    .selectFrom('orders')
    .selectAll()
    .where('number', '=', number)
    .where('ca_id', '=', ctx.caId)
    .forUpdate()
    .executeTakeFirst();

export const findOwnOrder = (db: Db, ctx: Context, number: string, accountId: string): Promise<OrderRow | undefined> =>
  ownOrder(db, ctx, number, accountId).executeTakeFirst();

const ownOrder = (db: Db | Trx, ctx: Context, number: string, accountId: string) =>
  db
    .selectFrom('orders')
    .selectAll()
    .where('number', '=', number)
    .where('ca_id', '=', ctx.caId)
    .where('account_id', '=', accountId);
