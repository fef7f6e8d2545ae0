import { payChannels } from '@jiesuo/contract';
import type { Answers } from '@jiesuo/contract/figures';
import { handle } from '../operation.ts';
import type { Wanted } from './period.ts';
import { type Books, readFigures } from './read.ts';
import type { Tally } from './tally.ts';

export async function showMoney(ctx: Books, wanted: Wanted, now: Date): Promise<Answers['money']> {
  const { now: current, before, days, shown } = await readFigures(ctx, 'money', wanted, now);
  return {
    ...shown,
    channels: payChannels.map((channel) => ({
      channel,
      ...sumsOf(current, [channel]),
      before: sumsOf(before, [channel]),
    })),
    days: days.map(([day, tally]) => ({ day, ...sumsOf(tally, payChannels) })),
  };
}
export const money = handle('figures.money', (input, { ctx, now }) => showMoney(ctx, input, now));

function sumsOf(tally: Tally, channels: readonly string[]) {
  const sum = (figure: 'paid' | 'refunded', of: 'count' | 'fen') =>
    channels.reduce((whole, channel) => whole + tally.of(figure, channel)[of], 0);
  return {
    paidCount: sum('paid', 'count'),
    paidFen: sum('paid', 'fen'),
    refundedCount: sum('refunded', 'count'),
    refundedFen: sum('refunded', 'fen'),
  };
}
