import type { OrderKeeping } from '@jiesuo/contract';
import { type RawBuilder, sql } from 'kysely';

const has = (...events: string[]): RawBuilder<boolean> =>
  sql`exists (select from order_events e where e.order_id = orders.id and e.event in (${sql.join(events)}))`;

/**
 * What an order is kept as from its end on. An approval, or a stop by the contact on record, makes it evidence (电子签名法 §24, §28);
 * a refusal alone does not. The migration's `settle_ended_orders` says the same for orders that a release before this one ended.
 */
export const keepingOf = (isCompleted: boolean): RawBuilder<OrderKeeping> =>
  isCompleted
    ? sql`'evidence'`
    : sql`case when ${has('approved', 'stopped')} then 'evidence' when ${has('refused')} then 'rejected' else 'cancelled' end`;
