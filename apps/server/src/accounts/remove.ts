import { forgetFiles } from '../materials/forget.ts';
import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { endSessions } from '../web/sessions.ts';
import { openAccount, readAccount, sealPerson } from './account.ts';
import { eraseOf } from './erase.ts';
import { openOrdersOf } from './openOrders.ts';
import { provePassword } from './prove.ts';
import { forgiveTries } from './tries.ts';

/** Not a PHC string: no password is ever equal to it. */
const noPassword = '!';

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
    if (row.mobile_index !== null)
      await trx
        .deleteFrom('sms_codes')
        .where('ca_id', '=', ctx.caId)
        .where('mobile_index', '=', row.mobile_index)
        .execute();
    await trx.deleteFrom('addresses').where('ca_id', '=', ctx.caId).where('account_id', '=', row.id).execute();
    await trx.deleteFrom('invoice_titles').where('ca_id', '=', ctx.caId).where('account_id', '=', row.id).execute();
    await trx.deleteFrom('account_devices').where('account_id', '=', row.id).execute();
    const files = await eraseOf(trx, act, row.id);
    await endSessions(trx, { accountId: row.id, now });
    await trx
      .updateTable('accounts')
      .set({
        mobile_sealed: null,
        mobile_index: null,
        password_hash: noPassword,
        ...sealPerson(ctx, row.id, { organisation: '', contact: '' }),
        notice_mail_sealed: null,
        removed_at: now,
      })
      .where('id', '=', row.id)
      .execute();
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
