import type { Sum } from '../tally.ts';
import type { Collect } from './span.ts';

/** Messages by what has become of them so far, on the day on which they were made. */
export const collectMessages: Collect = async ({ db, caId, from, to }) => {
  const rows = await db
    .selectFrom('sms_messages')
    .select(['channel', 'state', (eb) => eb.fn.countAll<number>().as('count')])
    .where('ca_id', '=', caId)
    .where('created_at', '>=', from)
    .where('created_at', '<', to)
    .groupBy(['channel', 'state'])
    .execute();
  return rows.map(({ channel, state, count }): Sum => ({ figure: 'message', key: `${channel} ${state}`, count }));
};
