import { type Flow, flows } from '@jiesuo/contract/figures';
import type { Sum } from '../tally.ts';
import type { Collect } from './span.ts';

const isFlow = (event: string): event is Flow => (flows as readonly string[]).includes(event);

/** What happened to orders. A supervisor who closes an order cancels it. */
export const collectFlows: Collect = async ({ db, caId, from, to }) => {
  const rows = await db
    .selectFrom('order_events')
    .select(['event', (eb) => eb.fn.countAll<number>().as('count')])
    .where('ca_id', '=', caId)
    .where('at', '>=', from)
    .where('at', '<', to)
    .groupBy('event')
    .execute();
  return rows
    .map(({ event, count }) => ({ key: event === 'closed' ? 'cancelled' : event, count }))
    .filter(({ key }) => isFlow(key))
    .map(({ key, count }): Sum => ({ figure: 'flow', key, count }));
};
