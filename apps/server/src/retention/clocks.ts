import type { OrderKeeping } from '@jiesuo/contract';
import { sql } from 'kysely';
import { deleteDraft, filesOfDrafts } from '../drafts/discard.ts';
import { forgetInvoice, invoiceFilesOf } from '../invoices/forget.ts';
import { erasePapers, filesOfPapers, papersOf } from '../mobileChanges/forget.ts';
import { eraseOrder, filesOfOrder } from '../orders/forget.ts';
import { erasePayments, voucherFilesOf } from '../payments/forget.ts';
import { type Clock, column } from './clock.ts';

const each = async (ids: readonly string[], erase: (id: string) => Promise<unknown>) => {
  for (const id of ids) await erase(id);
};

const order = (rule: OrderKeeping, since: string): Clock => ({
  rule,
  table: 'orders',
  id: 'orders.id',
  name: 'orders.number',
  since: column(since),
  // What was stopped and nobody has looked into may be a crime: it waits for the person who lifts the stop.
  which: () => sql`orders.kept_as = ${rule} and orders.forgotten_at is null and orders.stopped_at is null`,
  atOnce: 1,
  files: async (trx, ids) => (await Promise.all(ids.map((id) => filesOfOrder(trx, id)))).flat(),
  erase: (trx, _ctx, ids, now) => each(ids, (id) => eraseOrder(trx, id, now)),
});

const invoice = (rule: 'invoice' | 'invoice_unmade', states: readonly string[]): Clock => ({
  rule,
  table: 'invoices',
  id: 'invoices.number',
  name: 'invoices.number',
  since: column('invoices.changed_at'),
  which: () => sql`invoices.forgotten_at is null and invoices.state in (${sql.join(states)})`,
  atOnce: 1,
  files: (trx, ids) => invoiceFilesOf(trx, ids),
  erase: (trx, _ctx, ids, now) => each(ids, (id) => forgetInvoice(trx, id, now)),
});

/** Every rule whose time runs out by itself; an account's comes when its owner asks. */
export const clocks: readonly Clock[] = [
  {
    rule: 'draft',
    table: 'drafts',
    id: 'drafts.id',
    since: column('drafts.updated_at'),
    atOnce: 1,
    files: filesOfDrafts,
    erase: (trx, _ctx, ids) => each(ids, (id) => deleteDraft(trx, id)),
  },
  order('cancelled', 'orders.ended_at'),
  order('rejected', 'orders.ended_at'),
  order('evidence', 'orders.certificate_not_after'),
  {
    rule: 'payment',
    table: 'orders',
    id: 'orders.id',
    name: 'orders.number',
    since: column('orders.ended_at'),
    which: () => sql`(exists (select from pay_vouchers v where v.order_id = orders.id)
      or exists (select from pay_attempts a where a.order_id = orders.id and a.payer_sealed is not null))`,
    atOnce: 1,
    files: async (trx, ids) => (await Promise.all(ids.map((id) => voucherFilesOf(trx, id)))).flat(),
    erase: (trx, _ctx, ids) => each(ids, (id) => erasePayments(trx, id)),
  },
  invoice('invoice_unmade', ['rejected', 'withdrawn', 'ended']),
  invoice('invoice', ['issued', 'red']),
  {
    rule: 'consent',
    table: 'consents',
    id: 'consents.id',
    since: sql`case when consents.order_id is null
      then (select greatest(a.removed_at, (select max(o.certificate_not_after) from orders o where o.account_id = a.id)) from accounts a
        where a.id = consents.account_id and a.removed_at is not null)
      else (select o.certificate_not_after from orders o where o.id = consents.order_id) end`,
    // Written once more in a form that has an index: most consents are far from due.
    which: (
      before,
    ) => sql`(consents.order_id in (select o.id from orders o where o.certificate_not_after < ${before} and o.forgotten_at is not null)
      or consents.account_id in (select a.id from accounts a where a.removed_at < ${before}))`,
    atOnce: 500,
    erase: (trx, _ctx, ids) => trx.deleteFrom('consents').where('id', 'in', ids).execute(),
  },
  {
    rule: 'message',
    table: 'sms_messages',
    id: 'sms_messages.id',
    since: column('sms_messages.created_at'),
    which: () => sql`sms_messages.state <> 'queued'`,
    atOnce: 500,
    async erase(trx, _ctx, ids) {
      await trx.updateTable('sms_messages').set({ resends: null }).where('resends', 'in', ids).execute();
      await trx.deleteFrom('sms_messages').where('id', 'in', ids).execute();
    },
  },
  {
    rule: 'reading',
    table: 'pairings',
    id: 'pairings.id',
    since: column('pairings.created_at'),
    which: () => sql`pairings.purpose = 'read'`,
    atOnce: 500,
    async erase(trx, _ctx, ids) {
      const gone = await trx.deleteFrom('pairings').where('id', 'in', ids).returning('ceremony_id').execute();
      const ceremonies = gone.map((one) => one.ceremony_id);
      await trx.deleteFrom('ceremony_messages').where('ceremony_id', 'in', ceremonies).execute();
    },
  },
  {
    rule: 'session',
    table: 'sessions',
    id: 'sessions.id',
    since: sql`coalesce(sessions.ended_at, sessions.expires_at)`,
    // The transcript of a reset names its session, and goes with its order.
    which: () => sql`not exists (select from pairings p where p.session_id = sessions.id)`,
    atOnce: 500,
    async erase(trx, _ctx, ids) {
      await trx.deleteFrom('staff_challenges').where('session_id', 'in', ids).execute();
      await trx.deleteFrom('sessions').where('id', 'in', ids).execute();
    },
  },
  {
    rule: 'mobile_change',
    table: 'mobile_changes',
    id: 'mobile_changes.id',
    since: column('mobile_changes.ended_at'),
    atOnce: 1,
    files: (trx, ids) => filesOfPapers(trx, papersOf(trx, ids)),
    async erase(trx, _ctx, ids) {
      await erasePapers(trx, papersOf(trx, ids));
      await trx.deleteFrom('mobile_changes').where('id', 'in', ids).execute();
    },
  },
  {
    rule: 'mobile_paper',
    table: 'mobile_papers',
    id: 'mobile_papers.id',
    since: column('mobile_papers.uploaded_at'),
    which: () => sql`mobile_papers.change_id is null`,
    atOnce: 1,
    files: (trx, ids) => filesOfPapers(trx, ids),
    erase: (trx, _ctx, ids) => erasePapers(trx, ids),
  },
  {
    rule: 'session',
    table: 'account_devices',
    id: 'account_devices.id',
    since: column('account_devices.seen_at'),
    atOnce: 500,
    erase: (trx, _ctx, ids) => trx.deleteFrom('account_devices').where('id', 'in', ids).execute(),
  },
  {
    rule: 'contact',
    table: 'ukeys',
    id: 'ukeys.id',
    name: 'ukeys.serial',
    since: column('ukeys.not_after'),
    which: () => sql`(ukeys.contact_sealed is not null or ukeys.contact_mail_sealed is not null)`,
    atOnce: 1,
    erase: (trx, _ctx, ids) =>
      trx
        .updateTable('ukeys')
        .set({ contact_sealed: null, contact_index: null, contact_mail_sealed: null })
        .where('id', 'in', ids)
        .execute(),
  },
];
