import type { OpenDatabase } from '../db/open.ts';

const atOnce = 15_000;
/** A statement of the server's own driver ends within half a minute: rows come in portions. */
export async function fillYears(
  { script }: Pick<OpenDatabase, 'script'>,
  { caId, orders, until }: { readonly caId: string; readonly orders: number; readonly until: Date },
): Promise<void> {
  // Orders by the minute back from `until`, eight minutes apart: some 180 a day.
  for (let from = 1; from <= orders; from += atOnce) {
    const given = [caId, from, Math.min(from + atOnce - 1, orders), until];
    for (const statement of statements) await script(`${portion} ${statement}`, given);
  }
  await script('analyze');
}

/** One row for each order: its ids, made of its number, and when it was submitted. */
const portion = `with n as (select $1::uuid as ca, lpad(to_hex(g), 8, '0') as hex, g,
    (lpad(to_hex(g), 8, '0') || '-0000-7000-8000-')::text as head, $4::timestamptz - g * interval '8 minutes' as at
  from generate_series($2::int, $3::int) g)`;
const id = (tail: string) => `(n.head || '${tail.padStart(12, '0')}')::uuid`;
const statements = [
  `insert into accounts (id, ca_id, password_hash, organisation, contact_sealed, created_at)
     select ${id('a')}, ca, '', '', '', at from n`,
  `insert into ukeys (id, ca_id, serial, model, certificate, fingerprint, certificate_serial, subscriber, not_after, imported_at, updated_at)
     select ${id('b')}, ca, 'JS' || hex, 'model-' || g % 7, '', hex, hex, 'subscriber', at, at, at from n`,
  `insert into staff (id, ca_id, name, display_name, password_hash, totp_sealed, roles, created_at)
     select ${id('c')}, ca, 'reviewer' || g, 'reviewer' || g, '', '', '{reviewer}', at from n where g <= 20`,
  `insert into orders (id, ca_id, number, kind, account_id, ukey_id, ukey_serial, fingerprint, certificate_serial, certificate_not_after,
       customer_name, form_sealed, fee_fen, status, created_at, submitted_at, decided_at, completed_at)
     select ${id('d')}, ca, 'CA20200101' || hex, 'reset', ${id('a')}, ${id('b')}, hex, hex, hex, at, 'customer', '', 2999,
       case when g % 50 = 0 then 'awaiting_reset' else 'completed' end, at, at, at + interval '1 hour', at + interval '2 hours' from n`,
  `insert into order_events (id, ca_id, order_id, at, event)
     select gen_random_uuid(), ca, ${id('d')}, at + e.late, e.event
     from n cross join (values ('submitted', interval '0'), ('approved', interval '1 hour'), ('reset_started', interval '2 hours'),
       ('completed', interval '2 hours')) e (event, late)`,
  `insert into review_decisions (id, ca_id, order_id, round, decision, decided_by, submitted_at, promised_at, assigned_at, decided_at)
     select gen_random_uuid(), ca, ${id('d')}, 1, case when g % 9 = 0 then 'refuse' else 'approve' end,
       (lpad(to_hex(g % 20 + 1), 8, '0') || '-0000-7000-8000-00000000000c')::uuid,
       at, at + interval '4 hours', at + interval '50 minutes', at + interval '1 hour' from n`,
  `insert into materials (id, ca_id, account_id, order_id, kind, media_type, pages, bytes, uploaded_sha256, kept_sha256, verdict, reason, uploaded_at)
     select gen_random_uuid(), ca, ${id('a')}, ${id('d')}, k.kind, '', 1, 1, '', '',
       case when g % 9 = 0 then 'refused' else 'accepted' end, case when g % 9 = 0 then 'reason' end, at
     from n cross join (values ('authorization'), ('id_card')) k (kind)`,
  `insert into ceremonies (id, ca_id, order_id, ukey_id, status, method, secret_version, state, created_at, updated_at)
     select gen_random_uuid(), ca, ${id('d')}, ${id('b')}, 'completed', 'gmt0017', 1, '{}', at, at from n`,
  `insert into pay_attempts (number, ca_id, order_id, channel, amount_fen, state, use, gateway_reference, paid_at, created_at)
     select 'JSFIG' || hex, ca, ${id('d')}, case when g % 3 = 0 then 'alipay' else 'wechat' end, 2999, 'paid', 'order', hex, at, at from n`,
  `insert into refunds (number, ca_id, order_id, attempt, channel, amount_fen, state, cause, created_at, done_at)
     select 'TKFIG' || hex, ca, ${id('d')}, 'JSFIG' || hex, case when g % 3 = 0 then 'alipay' else 'wechat' end, 2999, 'done', 'asked', at, at
     from n where g % 4 = 0`,
  `insert into sms_messages (id, ca_id, mobile_sealed, mobile_masked, mobile_index, template, state, created_at, due_at)
     select gen_random_uuid(), ca, '', '', '', 'order_approved', 'delivered', at, at from n`,
];
