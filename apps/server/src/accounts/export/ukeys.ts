import type { Context } from '../../context.ts';

/** What the bridge told of the person's UKeys, each time one was read or reset. */
export const readingsOf = ({ db, caId }: Context, accountId: string) =>
  db
    .selectFrom('pairings')
    .leftJoin('orders', 'orders.id', 'pairings.order_id')
    .select([
      'pairings.purpose',
      'orders.number as order',
      'pairings.readings',
      'pairings.state',
      'pairings.created_at as createdAt',
    ])
    .where('pairings.ca_id', '=', caId)
    .where('pairings.account_id', '=', accountId)
    .orderBy('pairings.created_at')
    .execute();
