import type { Selectable } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { Context, Db, Trx } from '../context.ts';
import type { ConsentsTable } from '../db/schema/accounts.ts';
import type { ConsentKind, ConsentText } from '../settings/consents.ts';

/** The ledger's new line, and the words themselves, so that they can be shown for as long as the line stands. */
export async function recordConsent(
  trx: Trx,
  { caId }: Pick<Context, 'caId'>,
  given: {
    readonly accountId: string;
    readonly orderId?: string;
    readonly kind: ConsentKind;
    readonly text: ConsentText;
    readonly now: Date;
  },
): Promise<void> {
  const { kind, text, now } = given;
  await trx
    .insertInto('consent_texts')
    .values({
      ca_id: caId,
      text_hash: text.hash,
      kind,
      version: text.version,
      zh: text.zh,
      en: text.en,
      kept_at: now,
    })
    .onConflict((on) => on.doNothing())
    .execute();
  await trx
    .insertInto('consents')
    .values({
      id: uuid(),
      ca_id: caId,
      account_id: given.accountId,
      order_id: given.orderId ?? null,
      kind,
      version: text.version,
      text_hash: text.hash,
      given_at: now,
    })
    .execute();
}

/** The last word on each kind that the account ever agreed to. */
export async function lastConsents(
  db: Db | Trx,
  accountId: string,
): Promise<ReadonlyMap<ConsentKind, Selectable<ConsentsTable>>> {
  const rows = await db
    .selectFrom('consents')
    .distinctOn('kind')
    .selectAll()
    .where('account_id', '=', accountId)
    .orderBy('kind')
    .orderBy('given_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return new Map(rows.map((row) => [row.kind, row]));
}
