import { handle } from '../operation.ts';
import { openAccount, readAccount } from './account.ts';

export const me = handle('accounts.me', async (_input, { ctx, who }) =>
  openAccount(ctx, await readAccount(ctx.db, ctx.caId, who.accountId)),
);
