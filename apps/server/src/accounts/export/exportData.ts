import { exportedInvoices } from '../../invoices/own.ts';
import { openTitle, titlesOf } from '../../invoiceTitles/facts.ts';
import { handle } from '../../operation.ts';
import { openAccount, readAccount } from '../account.ts';
import { mailsOf, smsOf } from './messages.ts';
import { draftOf, materialsOf, ordersOf } from './orders.ts';
import { addressesOf, consentsOf, devicesOf, mobileChangesOf, sessionsOf } from './person.ts';
import { readingsOf } from './ukeys.ts';

/**
 * Everything kept of this account, as the person may take it elsewhere (个保法 §45). Files themselves are downloaded from their orders.
 * `coverage.ts` names, for every table that knows the account, where its rows are here, or why they are not.
 */
export const exportData = handle('accounts.exportData', async (_input, act) => {
  const { ctx, who, now } = act;
  const row = await readAccount(ctx.db, ctx.caId, who.accountId);
  const account = openAccount(ctx, row);
  const data = {
    exportedAt: now.toISOString(),
    account: { ...account, recoveredAt: row.recovered_at, resetFrom: row.reset_from },
    consents: await consentsOf(ctx, row.id),
    mobileChanges: await mobileChangesOf(ctx, row.id),
    addresses: await addressesOf(ctx, row.id),
    invoiceTitles: (await titlesOf(ctx.db, ctx.caId, row.id)).map((title) => openTitle(ctx, title)),
    invoices: await exportedInvoices(ctx, row.id),
    draft: await draftOf(ctx, row.id),
    ukeysRead: await readingsOf(ctx, row.id),
    orders: await ordersOf(ctx, row.id),
    materials: await materialsOf(ctx, row.id),
    sessions: await sessionsOf(ctx, row.id),
    devices: await devicesOf(ctx, row.id),
    sms: row.mobile_index === null ? [] : await smsOf(ctx, row.mobile_index),
    mails: await mailsOf(ctx, row.id, account.noticeMail),
  };
  await act.write(async (_trx, leaf) => leaf({ subject: row.id }));
  return {
    mediaType: 'application/json; charset=utf-8',
    body: Buffer.from(`${JSON.stringify(data, null, 2)}\n`),
    saveAs: `account-${now.toISOString().slice(0, 10)}.json`,
  };
});
