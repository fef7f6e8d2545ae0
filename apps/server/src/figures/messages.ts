import { messageStates } from '@jiesuo/contract/console';
import type { Answers } from '@jiesuo/contract/figures';
import { handle } from '../operation.ts';
import type { Wanted } from './period.ts';
import { type Books, readFigures } from './read.ts';

export async function showMessages(ctx: Books, wanted: Wanted, now: Date): Promise<Answers['messages']> {
  const { now: current, before, shown } = await readFigures(ctx, 'messages', wanted, now);
  const messages = (['sms', 'mail'] as const).flatMap((channel) =>
    messageStates.map((state) => ({
      channel,
      state,
      count: current.of('message', `${channel} ${state}`).count,
      before: before.of('message', `${channel} ${state}`).count,
    })),
  );
  return { ...shown, messages };
}
export const messages = handle('figures.messages', (input, { ctx, now }) => showMessages(ctx, input, now));
