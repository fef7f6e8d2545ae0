import { readAccount } from '../accounts/account.ts';
import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { openRequest } from './change.ts';
import { showStanding } from './show.ts';

export const withdraw = handle('mobileChanges.withdraw', (_input, { ctx, who, now, write }) =>
  write(async (trx, leaf) => {
    const account = await readAccount(trx, ctx.caId, who.accountId, 'lock');
    const request = await openRequest(trx, account.id);
    if (!request) throw new Refusal('mobile_change_closed');
    await trx
      .updateTable('mobile_changes')
      .set({ state: 'withdrawn', ended_at: now })
      .where('id', '=', request.id)
      .execute();
    leaf({ subject: account.id, detail: { change: request.id } });
    return showStanding(trx, ctx, account.id, now);
  }),
);
