import { handle } from '../operation.ts';
import { readPolicy } from './policy.ts';

export const policyNow = handle('staff.policy', async (_input, { ctx, address }) => ({
  ...(await readPolicy(ctx.db, ctx.caId)),
  ownAddress: address,
}));
