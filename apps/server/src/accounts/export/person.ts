import { openAddress } from '../../addresses/address.ts';
import type { Context } from '../../context.ts';
import { openChange } from '../../mobileChanges/change.ts';

/** Each with the words that were agreed to, where they were kept. */
export const consentsOf = ({ db, caId }: Context, accountId: string) =>
  db
    .selectFrom('consents')
    .leftJoin('orders', 'orders.id', 'consents.order_id')
    .leftJoin('consent_texts', (join) =>
      join
        .onRef('consent_texts.ca_id', '=', 'consents.ca_id')
        .onRef('consent_texts.text_hash', '=', 'consents.text_hash'),
    )
    .select([
      'consents.kind',
      'consents.version',
      'consents.text_hash as textHash',
      'consents.given_at as givenAt',
      'consents.withdrawn_at as withdrawnAt',
      'orders.number as order',
      'consent_texts.zh',
      'consent_texts.en',
    ])
    .where('consents.ca_id', '=', caId)
    .where('consents.account_id', '=', accountId)
    .orderBy('consents.given_at')
    .execute();

/** Who of staff decided is not the customer's data; what they wrote is. */
export async function mobileChangesOf(ctx: Context, accountId: string) {
  const rows = await ctx.db
    .selectFrom('mobile_changes')
    .selectAll()
    .where('ca_id', '=', ctx.caId)
    .where('account_id', '=', accountId)
    .orderBy('asked_at')
    .execute();
  const papers = await ctx.db
    .selectFrom('mobile_papers')
    .select(['change_id', 'media_type', 'pages', 'bytes', 'uploaded_sha256', 'uploaded_at'])
    .where('ca_id', '=', ctx.caId)
    .where('account_id', '=', accountId)
    .orderBy('uploaded_at')
    .execute();
  const changes = rows.map((row) => ({
    ...openChange(ctx, row),
    way: row.way,
    state: row.state,
    askedAt: row.asked_at,
    firstReason: row.first_reason,
    decidedReason: row.decided_reason,
    doneAt: row.done_at,
    resetFrom: row.reset_from,
    endedAt: row.ended_at,
    papers: papers.filter((paper) => paper.change_id === row.id),
  }));
  return { changes, unusedPapers: papers.filter((paper) => paper.change_id === null) };
}

export async function addressesOf(ctx: Context, accountId: string) {
  const rows = await ctx.db
    .selectFrom('addresses')
    .selectAll()
    .where('ca_id', '=', ctx.caId)
    .where('account_id', '=', accountId)
    .orderBy('created_at')
    .execute();
  return rows.map((row) => openAddress(ctx, row));
}

export const sessionsOf = ({ db, caId }: Context, accountId: string) =>
  db
    .selectFrom('sessions')
    .select([
      'device',
      'address_masked as address',
      'created_at as createdAt',
      'seen_at as seenAt',
      'ended_at as endedAt',
    ])
    .where('ca_id', '=', caId)
    .where('account_id', '=', accountId)
    .orderBy('created_at')
    .execute();

export const devicesOf = ({ db, caId }: Context, accountId: string) =>
  db
    .selectFrom('account_devices')
    .select(['first_at as firstAt', 'seen_at as seenAt'])
    .where('ca_id', '=', caId)
    .where('account_id', '=', accountId)
    .orderBy('first_at')
    .execute();
