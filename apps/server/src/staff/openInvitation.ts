import { handle } from '../operation.ts';
import { findInvited } from './invited.ts';
import { askCreation } from './passkeys.ts';
import { newTotp, sealTotp } from './totp.ts';

/** Asked again, it shows a new secret: the one shown last counts. */
export const openInvitation = handle('staff.openInvitation', async ({ name, code }, act) => {
  const { ctx, now } = act;
  const { person } = await findInvited(act, name, code);
  const totp = await newTotp(ctx, person.name);
  const passkey = await askCreation(ctx, person, { purpose: 'create', staffId: person.id, sessionId: null }, now);
  return act.write(async (trx, leaf) => {
    await trx
      .updateTable('staff')
      .set({ totp_next_sealed: sealTotp(ctx, 'totp_next_sealed', person.id, totp.totpSecret) })
      .where('id', '=', person.id)
      .execute();
    leaf({ subject: person.name });
    return { displayName: person.display_name, ...totp, passkey };
  });
});
