import type { Context, Db, Trx } from '../context.ts';

export interface Contact {
  readonly mobile: string | null;
  readonly mail: string | null;
}

/** Whom the CA's own record names for a UKey; undefined where nobody is on record. */
export async function contactOf(db: Db | Trx, ctx: Context, ukeyId: string): Promise<Contact | undefined> {
  const row = await db
    .selectFrom('ukeys')
    .select(['contact_sealed', 'contact_mail_sealed'])
    .where('id', '=', ukeyId)
    .executeTakeFirstOrThrow();
  const open = (column: 'contact_sealed' | 'contact_mail_sealed') => {
    const sealed = row[column];
    return sealed === null ? null : ctx.personal.open(`ukeys.${column}:${ukeyId}`, sealed);
  };
  const contact = { mobile: open('contact_sealed'), mail: open('contact_mail_sealed') };
  return contact.mobile === null && contact.mail === null ? undefined : contact;
}
