import { openAddress } from '../addresses/address.ts';
import type { Context } from '../context.ts';
import { exportedInvoices } from '../invoices/own.ts';
import { openTitle, titlesOf } from '../invoiceTitles/facts.ts';
import { handle } from '../operation.ts';
import { openAccount, readAccount } from './account.ts';

/** Everything kept of this account, as the person may take it elsewhere (个保法 §45). Files themselves are downloaded from their orders. */
export const exportData = handle('accounts.exportData', async (_input, act) => {
  const { ctx, who, now } = act;
  const row = await readAccount(ctx.db, ctx.caId, who.accountId);
  const data = {
    exportedAt: now.toISOString(),
    account: openAccount(ctx, row),
    consents: await consentsOf(ctx, row.id),
    addresses: await addressesOf(ctx, row.id),
    invoiceTitles: (await titlesOf(ctx.db, ctx.caId, row.id)).map((title) => openTitle(ctx, title)),
    invoices: await exportedInvoices(ctx, row.id),
    draft: await draftOf(ctx, row.id),
    orders: await ordersOf(ctx, row.id),
    materials: await materialsOf(ctx, row.id),
    sessions: await sessionsOf(ctx, row.id),
    sms: row.mobile_index === null ? [] : await smsOf(ctx, row.mobile_index),
    mails: await mailsOf(ctx, row.id, openAccount(ctx, row).noticeMail),
  };
  await act.write(async (_trx, leaf) => leaf({ subject: row.id }));
  return {
    mediaType: 'application/json; charset=utf-8',
    body: Buffer.from(`${JSON.stringify(data, null, 2)}\n`),
    saveAs: `account-${now.toISOString().slice(0, 10)}.json`,
  };
});

const consentsOf = ({ db, caId }: Context, accountId: string) =>
  db
    .selectFrom('consents')
    .leftJoin('orders', 'orders.id', 'consents.order_id')
    .select(['consents.kind', 'consents.version', 'consents.text_hash', 'consents.given_at', 'orders.number as order'])
    .where('consents.ca_id', '=', caId)
    .where('consents.account_id', '=', accountId)
    .orderBy('consents.given_at')
    .execute();

async function addressesOf(ctx: Context, accountId: string) {
  const rows = await ctx.db
    .selectFrom('addresses')
    .selectAll()
    .where('ca_id', '=', ctx.caId)
    .where('account_id', '=', accountId)
    .orderBy('created_at')
    .execute();
  return rows.map((row) => openAddress(ctx, row));
}

async function draftOf(ctx: Context, accountId: string) {
  const row = await ctx.db
    .selectFrom('drafts')
    .selectAll()
    .where('ca_id', '=', ctx.caId)
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  if (!row) return null;
  const form: unknown = JSON.parse(ctx.personal.open(`drafts.form_sealed:${row.id}`, row.form_sealed));
  return { ukey: row.ukey, form, updatedAt: row.updated_at };
}

async function ordersOf(ctx: Context, accountId: string) {
  const rows = await ctx.db
    .selectFrom('orders')
    .selectAll()
    .where('ca_id', '=', ctx.caId)
    .where('account_id', '=', accountId)
    .orderBy('created_at')
    .execute();
  const events = await ctx.db
    .selectFrom('order_events')
    .innerJoin('orders', 'orders.id', 'order_events.order_id')
    .select(['order_events.order_id', 'order_events.at', 'order_events.event', 'order_events.note'])
    .where('orders.account_id', '=', accountId)
    .where('orders.ca_id', '=', ctx.caId)
    .orderBy('order_events.at')
    .execute();
  const timelines = Map.groupBy(events, (event) => event.order_id);
  return rows.map((row) => ({
    number: row.number,
    status: row.status,
    ukeySerial: row.ukey_serial,
    certificateSerial: row.certificate_serial,
    customerName: row.customer_name,
    form: row.forgotten_at
      ? null
      : (JSON.parse(ctx.personal.open(`orders.form_sealed:${row.id}`, row.form_sealed)) as unknown),
    feeFen: row.fee_fen,
    createdAt: row.created_at,
    completedAt: row.completed_at,
    timeline: (timelines.get(row.id) ?? []).map(({ at, event, note }) => ({ at, event, note })),
  }));
}

const materialsOf = ({ db, caId }: Context, accountId: string) =>
  db
    .selectFrom('materials')
    .leftJoin('orders', 'orders.id', 'materials.order_id')
    .select([
      'orders.number as order',
      'materials.kind',
      'materials.media_type as mediaType',
      'materials.pages',
      'materials.bytes',
      'materials.uploaded_sha256 as uploadedSha256',
      'materials.verdict',
      'materials.reason',
      'materials.uploaded_at as uploadedAt',
      'materials.replaced_at as replacedAt',
    ])
    .where('materials.ca_id', '=', caId)
    .where('materials.account_id', '=', accountId)
    .orderBy('materials.uploaded_at')
    .execute();

const sessionsOf = ({ db, caId }: Context, accountId: string) =>
  db
    .selectFrom('sessions')
    .select(['device', 'created_at as createdAt', 'seen_at as seenAt', 'ended_at as endedAt'])
    .where('ca_id', '=', caId)
    .where('account_id', '=', accountId)
    .orderBy('created_at')
    .execute();

const messagesOf = ({ db, caId }: Context, channel: 'sms' | 'mail') =>
  db
    .selectFrom('sms_messages')
    .select(['template', 'state', 'created_at as createdAt', 'sent_at as sentAt'])
    .where('ca_id', '=', caId)
    .where('channel', '=', channel)
    .orderBy('created_at');
const smsOf = (ctx: Context, mobileIndex: string) =>
  messagesOf(ctx, 'sms').where('mobile_index', '=', mobileIndex).execute();

/** Those to the address that the account has proved, and those about its orders: another address may be somebody else's. */
const mailsOf = (ctx: Context, accountId: string, noticeMail: string | null) =>
  messagesOf(ctx, 'mail')
    .where((either) =>
      either.or([
        either(
          'order_id',
          'in',
          either.selectFrom('orders').select('id').where('ca_id', '=', ctx.caId).where('account_id', '=', accountId),
        ),
        ...(noticeMail === null ? [] : [either('mobile_index', '=', ctx.personal.index('mail', noticeMail))]),
      ]),
    )
    .execute();
