import { handle } from '../operation.ts';
import { endSession } from '../web/sessions.ts';

export const logOut = handle('staff.logOut', async (_input, act) => {
  await act.write(async (trx, leaf) => {
    await endSession(trx, { id: act.who.sessionId, now: act.now });
    leaf({ subject: act.who.name });
  });
  act.cookie.clear();
  return {};
});
