import { type OrderStatus, orderStatuses } from '@jiesuo/contract';
import type { Context, Trx } from '../context.ts';
import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { endSessions } from '../web/sessions.ts';
import { openAccount, readAccount, sealPerson } from './account.ts';
import { provePassword } from './prove.ts';
import { forgiveTries } from './tries.ts';

const ended: readonly OrderStatus[] = ['completed', 'cancelled', 'expired'];
const open = orderStatuses.filter((status) => !ended.includes(status));

/** Not a PHC string: no password is ever equal to it. */
const noPassword = '!';

/** What the law makes us keep (电子签名法 §24) stays with the orders; what only served the account goes. */
export const remove = handle('accounts.remove', async ({ password }, act) => {
  const { ctx, now, who } = act;
  const { account, tried } = await provePassword(act, password);
  await act.write(async (trx, leaf) => {
    const row = await readAccount(trx, ctx.caId, who.accountId, 'lock');
    if (row.password_hash !== account.password_hash) throw new Refusal('conflict');
    if (await hasOpenOrders(trx, ctx, row.id)) throw new Refusal('account_has_orders');
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
    // The draft's files are swept with it: the daily job takes drafts by their age.
    await trx
      .updateTable('drafts')
      .set({ updated_at: new Date(0) })
      .where('ca_id', '=', ctx.caId)
      .where('account_id', '=', row.id)
      .execute();
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
  });
  act.cookie.clear();
  return {};
});

async function hasOpenOrders(trx: Trx, { caId }: Context, accountId: string): Promise<boolean> {
  const row = await trx
    .selectFrom('orders')
    .select('id')
    .where('ca_id', '=', caId)
    .where('account_id', '=', accountId)
    .where('status', 'in', open)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
