import { handle } from '../operation.ts';
import { endSessions } from '../web/sessions.ts';

export const endOtherSessions = handle('accounts.endOtherSessions', (_input, { who, now, write }) =>
  write(async (trx, leaf) => {
    const ended = await endSessions(trx, { accountId: who.accountId, except: who.sessionId, now });
    leaf({ subject: who.accountId, detail: { sessionsEnded: ended } });
    return { ended };
  }),
);
