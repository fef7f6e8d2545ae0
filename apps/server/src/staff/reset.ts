import type { Invitation } from '@jiesuo/contract/console';
import type { Context, Trx } from '../context.ts';
import { endSessions } from '../web/sessions.ts';
import { newInvitation, showInvitation, withoutFactors } from './invitation.ts';
import type { StaffRow } from './member.ts';
import { tellOfFactors } from './mobile.ts';

/** Password and every factor go, every session ends; what is left is a code to enrol anew (ASVS 6.4.4, 6.4.6). The row is locked. */
export async function takeFactors(
  trx: Trx,
  ctx: Context,
  person: Pick<StaffRow, 'id' | 'name' | 'mobile_sealed'>,
  now: Date,
): Promise<Invitation> {
  const invitation = newInvitation(now);
  await trx.deleteFrom('staff_passkeys').where('staff_id', '=', person.id).execute();
  await trx.updateTable('staff').set(withoutFactors(invitation)).where('id', '=', person.id).execute();
  await tellOfFactors(trx, ctx, person);
  await endSessions(trx, { staffId: person.id, now });
  return showInvitation(person.name, invitation);
}
