import { isFailureCode } from '@jiesuo/contract';
import { spreadBetween } from '../spread.ts';
import type { Sum } from '../tally.ts';
import type { Collect } from './span.ts';

/** Tries that began, and that failed: an order may fail twice and then be completed. */
export const collectTries: Collect = async ({ db, caId, from, to }) => {
  const rows = await db
    .selectFrom('order_events')
    .select(['event', 'note', (eb) => eb.fn.countAll<number>().as('count')])
    .where('ca_id', '=', caId)
    .where('at', '>=', from)
    .where('at', '<', to)
    .where('event', 'in', ['reset_started', 'reset_failed'])
    .groupBy(['event', 'note'])
    .execute();
  return rows.flatMap(({ event, note, count }): Sum[] => {
    if (event === 'reset_started') return [{ figure: 'reset', key: 'started', count }];
    const code: Sum[] = note !== null && isFailureCode(note) ? [{ figure: 'failure', key: note, count }] : [];
    return [{ figure: 'reset', key: 'failed', count }, ...code];
  });
};

/** Resets that were completed, with the method and the UKey's model, and how long after the approval that was in force. */
export const collectCompleted: Collect = async ({ db, caId, from, to }) => {
  const rows = await db
    .selectFrom('order_events as e')
    .innerJoin('orders as o', 'o.id', 'e.order_id')
    .innerJoin('ukeys as u', 'u.id', 'o.ukey_id')
    .leftJoin('ceremonies as c', (on) => on.onRef('c.order_id', '=', 'o.id').on('c.status', '=', 'completed'))
    .select(['o.decided_at', 'e.at', 'c.method', 'u.model'])
    .where('e.ca_id', '=', caId)
    .where('e.at', '>=', from)
    .where('e.at', '<', to)
    .where('e.event', '=', 'completed')
    .execute();
  return rows.flatMap(({ decided_at: approvedAt, at, method, model }): Sum[] => [
    { figure: 'reset', key: 'completed', count: 1 },
    { figure: 'model', key: model, count: 1 },
    ...(method ? [{ figure: 'method', key: method, count: 1 } as const] : []),
    ...(approvedAt ? [{ figure: 'wait', key: 'reset', count: 1, spread: spreadBetween(approvedAt, at) } as const] : []),
  ]);
};
