import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { endSession as end } from '../web/sessions.ts';

export const endSession = handle('accounts.endSession', async ({ id }, act) => {
  const { ctx, who, now } = act;
  await act.write(async (trx, leaf) => {
    const row = await trx
      .selectFrom('sessions')
      .select('id')
      .where('id', '=', id)
      .where('ca_id', '=', ctx.caId)
      .where('account_id', '=', who.accountId)
      .where('ended_at', 'is', null)
      .forUpdate()
      .executeTakeFirst();
    if (!row) throw new Refusal('not_found');
    await end(trx, { id, now });
    leaf({ subject: who.accountId, detail: { session: id } });
  });
  if (id === who.sessionId) act.cookie.clear();
  return {};
});
