import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { newInvitation, showInvitation } from './invitation.ts';
import { inviteStaff } from './member.ts';

/** An identity, no power: duties are the security administrator's to give (GB/T 22239-2019 8.1.5.1 b, 8.1.5.3 b). */
export const hire = handle('staff.hire', ({ name, displayName, mobile }, { ctx, now, write }) =>
  write(async (trx, leaf) => {
    const invitation = newInvitation(now);
    const id = await inviteStaff(trx, ctx, { name, displayName, mobile, roles: [] }, invitation);
    if (id === undefined) throw new Refusal('name_taken');
    leaf({ subject: name, detail: { staff: id } });
    return showInvitation(name, invitation);
  }),
);
