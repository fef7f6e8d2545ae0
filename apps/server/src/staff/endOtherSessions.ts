import { handle } from '../operation.ts';
import { endSessions } from '../web/sessions.ts';

export const endOtherSessions = handle('staff.endOtherSessions', (_input, { who, now, write }) =>
  write(async (trx, leaf) => {
    const ended = await endSessions(trx, { staffId: who.staffId, except: who.sessionId, now });
    leaf({ subject: who.staffId, detail: { sessionsEnded: ended } });
    return { ended };
  }),
);
