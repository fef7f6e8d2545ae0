import { handle } from '../operation.ts';
import { openAddress, ordered } from './address.ts';

export const list = handle('addresses.list', async (_input, { ctx, who }) => {
  const rows = await ordered(ctx.db, ctx.caId, who.accountId);
  return { items: rows.map((row) => openAddress(ctx, row)) };
});
