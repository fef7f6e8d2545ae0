import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { readOrigins, registered } from './origins.ts';

export const open = handle('links.open', async ({ returnTo }, { ctx }) => {
  const url = registered(returnTo, await readOrigins(ctx.db, ctx.caId));
  if (!url) throw new Refusal('return_not_registered');
  return { host: url.host };
});
