import { handle } from '../operation.ts';
import { askCreation } from './passkeys.ts';

export const askNewPasskey = handle('staff.askNewPasskey', async (_input, { ctx, who, now }) => {
  const { staffId, sessionId } = who;
  const person = await ctx.db.selectFrom('staff').selectAll().where('id', '=', staffId).executeTakeFirstOrThrow();
  return askCreation(ctx, person, { purpose: 'create', staffId, sessionId }, now);
});
