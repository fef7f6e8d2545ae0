import { handle } from '../operation.ts';
import { openTitle, titlesOf } from './facts.ts';

export const list = handle('invoiceTitles.list', async (_input, { ctx, who }) => ({
  items: (await titlesOf(ctx.db, ctx.caId, who.accountId)).map((row) => openTitle(ctx, row)),
}));
