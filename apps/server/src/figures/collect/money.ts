import { payChannels } from '@jiesuo/contract';
import type { Sum } from '../tally.ts';
import type { Collect } from './span.ts';

/** All money that came, whatever it was for, and all that went back. */
export const collectMoney: Collect = async ({ db, caId, from, to }) => {
  const paid = await db
    .selectFrom('pay_attempts')
    .select([
      'channel',
      (eb) => eb.fn.countAll<number>().as('count'),
      (eb) => eb.fn.sum<string>('amount_fen').as('fen'),
    ])
    .where('ca_id', '=', caId)
    .where('channel', 'in', payChannels)
    .where('state', '=', 'paid')
    .where('paid_at', '>=', from)
    .where('paid_at', '<', to)
    .groupBy('channel')
    .execute();
  const refunded = await db
    .selectFrom('refunds')
    .select([
      'channel',
      (eb) => eb.fn.countAll<number>().as('count'),
      (eb) => eb.fn.sum<string>('amount_fen').as('fen'),
    ])
    .where('ca_id', '=', caId)
    .where('channel', 'in', payChannels)
    .where('state', '=', 'done')
    .where('done_at', '>=', from)
    .where('done_at', '<', to)
    .groupBy('channel')
    .execute();
  const sumOf =
    (figure: 'paid' | 'refunded') =>
    ({ channel, count, fen }: (typeof paid)[number]): Sum => ({ figure, key: channel, count, fen: Number(fen) });
  return [...paid.map(sumOf('paid')), ...refunded.map(sumOf('refunded'))];
};
