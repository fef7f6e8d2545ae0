import { handle } from '../operation.ts';
import { lockMember } from './lock.ts';
import { newTotp, sealTotp } from './totp.ts';

export const askTotp = handle('staff.askTotp', async (_input, { ctx, who, write }) => {
  const { name } = await ctx.db
    .selectFrom('staff')
    .select('name')
    .where('id', '=', who.staffId)
    .executeTakeFirstOrThrow();
  const totp = await newTotp(ctx, name);
  return write(async (trx, leaf) => {
    const person = await lockMember(trx, ctx, who.staffId);
    const totp_next_sealed = sealTotp(ctx, 'totp_next_sealed', person.id, totp.totpSecret);
    await trx.updateTable('staff').set({ totp_next_sealed }).where('id', '=', person.id).execute();
    leaf({ subject: person.name });
    return totp;
  });
});
