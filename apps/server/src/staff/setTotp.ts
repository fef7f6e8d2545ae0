import { countTry, forgiveTries } from '../accounts/tries.ts';
import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { lockMember } from './lock.ts';
import { tellOfFactors } from './mobile.ts';
import { openTotp, sealTotp, stepOf } from './totp.ts';

export const setTotp = handle('staff.setTotp', async ({ totp }, { ctx, who, now, write }) => {
  const tried = { subject: `staff:${who.staffId}`, address: '', now } as const;
  await countTry(ctx, tried);
  return write(async (trx, leaf) => {
    const person = await lockMember(trx, ctx, who.staffId);
    const secret = openTotp(ctx, 'totp_next_sealed', person);
    const step = secret === undefined ? undefined : stepOf(secret, totp, now);
    if (secret === undefined || step === undefined) throw new Refusal('step_up_failed');
    const totp_sealed = sealTotp(ctx, 'totp_sealed', person.id, secret);
    await trx
      .updateTable('staff')
      .set({ totp_sealed, totp_next_sealed: null, totp_step: step })
      .where('id', '=', person.id)
      .execute();
    await forgiveTries(trx, ctx, tried);
    await tellOfFactors(trx, ctx, person);
    leaf({ subject: person.name });
    return {};
  });
});
