import { openReading } from '../../checks/sealed.ts';
import type { Context } from '../../context.ts';
import { moneyOf } from './money.ts';
import { pastOf } from './past.ts';

export async function draftOf(ctx: Context, accountId: string) {
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

export async function ordersOf(ctx: Context, accountId: string) {
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
  const more = await pastOf(ctx, accountId);
  const money = await moneyOf(ctx, accountId);
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
    ...more(row.id),
    ...money(row.id),
  }));
}

/** What a machine read on it stands with each: names, numbers, dates. */
export async function materialsOf(ctx: Context, accountId: string) {
  const rows = await ctx.db
    .selectFrom('materials')
    .leftJoin('orders', 'orders.id', 'materials.order_id')
    .leftJoin('document_checks', 'document_checks.material_id', 'materials.id')
    .select([
      'materials.id',
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
      'document_checks.reading_sealed',
      'document_checks.checked_at as checkedAt',
    ])
    .where('materials.ca_id', '=', ctx.caId)
    .where('materials.account_id', '=', accountId)
    .orderBy('materials.uploaded_at')
    .execute();
  return rows.map(({ id, reading_sealed, ...row }) => ({
    ...row,
    reading: reading_sealed === null ? null : openReading(ctx, id, reading_sealed),
  }));
}
