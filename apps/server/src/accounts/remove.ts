import { forgetFiles } from '../materials/forget.ts';
import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { openAccount, readAccount } from './account.ts';
import { leaveAccount } from './leave.ts';
import { openOrdersOf } from './openOrders.ts';
import { provePassword } from './prove.ts';
import { forgiveTries } from './tries.ts';

/** What only served the account goes at once, also the data of orders that no law keeps; the rest is locked away until its clock ends (个保法 §47). */
export const remove = handle('accounts.remove', async ({ password }, act) => {
  const { ctx, now, who } = act;
  const { account, tried } = await provePassword(act, password);
  const gone = await act.write(async (trx, leaf) => {
    const row = await readAccount(trx, ctx.caId, who.accountId, 'lock');
    if (row.password_hash !== account.password_hash) throw new Refusal('conflict');
    if ((await openOrdersOf(trx, ctx, row.id)) > 0) throw new Refusal('account_has_orders');
    await forgiveTries(trx, ctx, tried);
    await forgiveTries(trx, ctx, { subject: `customer:${openAccount(ctx, row).mobile}`, address: act.address, now });
    const files = await leaveAccount(trx, act, row);
    leaf({ subject: row.id });
    return files;
  });
  await forgetFiles(
    ctx,
    gone.map((file) => file.store_key),
  );
  act.cookie.clear();
  return {};
});
