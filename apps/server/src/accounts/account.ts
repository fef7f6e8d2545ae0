import type { Account } from '@jiesuo/contract';
import type { Selectable } from 'kysely';
import type { Context, Db, Trx } from '../context.ts';
import type { AccountsTable } from '../db/schema/accounts.ts';
import { Refusal } from '../refusal.ts';

export type AccountRow = Selectable<AccountsTable>;

/** What the account's owner sees of it. */
export const openAccount = ({ personal }: Pick<Context, 'personal'>, row: AccountRow): Account => ({
  id: row.id,
  mobile: row.mobile_sealed === null ? '' : personal.open(`accounts.mobile_sealed:${row.id}`, row.mobile_sealed),
  organisation: row.organisation,
  contact: personal.open(`accounts.contact_sealed:${row.id}`, row.contact_sealed),
  email: row.email_sealed === null ? null : personal.open(`accounts.email_sealed:${row.id}`, row.email_sealed),
  noticeMail:
    row.notice_mail_sealed === null
      ? null
      : personal.open(`accounts.notice_mail_sealed:${row.id}`, row.notice_mail_sealed),
  createdAt: row.created_at.toISOString(),
});

/** The columns that hold what a person typed, sealed for the row `id`. */
export const sealPerson = (
  { personal }: Pick<Context, 'personal'>,
  id: string,
  person: { readonly organisation: string; readonly contact: string; readonly email?: string | undefined },
) => ({
  organisation: person.organisation,
  contact_sealed: personal.seal(`accounts.contact_sealed:${id}`, person.contact),
  email_sealed: person.email === undefined ? null : personal.seal(`accounts.email_sealed:${id}`, person.email),
});

/** @throws Refusal `not_found` when it was removed. */
export async function readAccount(
  db: Db | Trx,
  caId: string,
  id: string,
  lock: 'lock' | 'read' = 'read',
): Promise<AccountRow> {
  let query = db
    .selectFrom('accounts')
    .selectAll()
    .where('ca_id', '=', caId)
    .where('id', '=', id)
    .where('removed_at', 'is', null);
  if (lock === 'lock') query = query.forUpdate();
  const row = await query.executeTakeFirst();
  if (!row) throw new Refusal('not_found');
  return row;
}

export const findByMobile = (
  db: Db | Trx,
  ctx: Pick<Context, 'caId' | 'personal'>,
  mobile: string,
): Promise<AccountRow | undefined> =>
  db
    .selectFrom('accounts')
    .selectAll()
    .where('ca_id', '=', ctx.caId)
    .where('mobile_index', '=', ctx.personal.index('mobile', mobile))
    .executeTakeFirst();
