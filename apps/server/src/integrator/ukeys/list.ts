import { handle } from '../../operation.ts';
import { pageUkeys } from '../../ukeys/list.ts';
import { integratorUkeys } from './line.ts';

export const list = handle('v1.ukeys.list', async (input, { ctx }) => {
  const { rows, next } = await pageUkeys(ctx, input);
  return { items: await integratorUkeys(ctx.db, ctx, rows), next };
});
