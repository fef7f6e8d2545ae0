import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { endSessions } from '../web/sessions.ts';
import { lockMember } from './lock.ts';

export const setDisabled = handle('staff.setDisabled', ({ id, isDisabled, reason }, { ctx, who, now, write }) =>
  write(async (trx, leaf) => {
    if (id === who.staffId) throw new Refusal('not_on_oneself');
    const person = await lockMember(trx, ctx, id);
    await trx.updateTable('staff').set({ is_disabled: isDisabled }).where('id', '=', id).execute();
    const sessionsEnded = await endSessions(trx, { staffId: id, now });
    leaf({ subject: person.name, detail: { isDisabled, reason, sessionsEnded } });
    return {};
  }),
);
