import type { Trx } from '../context.ts';
import type { Act } from '../operation.ts';
import type { StoredFile } from '../retention/record.ts';
import { endSessions } from '../web/sessions.ts';
import { type AccountRow, sealPerson } from './account.ts';
import { eraseOf } from './erase.ts';

/** Not a PHC string: no password is ever equal to it. */
const noPassword = '!';

/** What only served the account goes at once, the rest is locked away until its clock ends. @returns the files, to forget after the commit. */
export async function leaveAccount(
  trx: Trx,
  act: Pick<Act, 'ctx' | 'now' | 'who' | 'requestId'>,
  row: AccountRow,
): Promise<StoredFile[]> {
  const { ctx, now } = act;
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
  return files;
}
