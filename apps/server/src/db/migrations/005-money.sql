-- What gateways, bills and finance say, kept before it counts: a kill in between loses nothing, a repetition is seen.
create table pay_events (
  id uuid primary key,
  ca_id uuid not null references cas (id),
  channel text not null check (channel in ('wechat', 'alipay', 'bank_transfer')),
  -- The same for every repetition of one fact.
  dedup_key text not null,
  source text not null check (source in ('notify', 'query', 'bill', 'finance')),
  about text not null check (about in ('trade', 'refund')),
  -- Our number of the try or of the refund, as the source named it.
  subject text not null,
  fact jsonb not null,
  received_at timestamptz not null,
  applied_at timestamptz,
  outcome text,
  check ((applied_at is null) = (outcome is null))
);
create unique index pay_events_dedup on pay_events (ca_id, channel, dedup_key);
create index pay_events_subject on pay_events (ca_id, subject, received_at);
create index pay_events_unapplied on pay_events (received_at) where applied_at is null;

create table refunds (
  number text primary key check (number ~ '^[A-Za-z0-9_]{6,32}$'),
  ca_id uuid not null references cas (id),
  order_id uuid not null references orders (id),
  attempt text not null references pay_attempts (number),
  channel text not null check (channel in ('wechat', 'alipay', 'bank_transfer')),
  amount_fen integer not null check (amount_fen > 0),
  state text not null check (state in ('waiting', 'rejected', 'approved', 'processing', 'done', 'abnormal', 'closed')),
  cause text not null check (cause in ('duplicate', 'late', 'cancelled', 'refused', 'closed', 'asked')),
  note text,
  asked_by uuid references staff (id),
  decided_by uuid references staff (id),
  decided_at timestamptz,
  decision_note text,
  -- The refund that the gateway closed and that this one replaces.
  instead text references refunds (number),
  reference text,
  tries integer not null default 0,
  next_try_at timestamptz,
  created_at timestamptz not null,
  done_at timestamptz,
  check ((state = 'done') = (done_at is not null)),
  -- Never the same person.
  check (decided_by is null or asked_by is null or decided_by <> asked_by)
);
-- A try's money goes back once.
create unique index refunds_live on refunds (attempt) where state not in ('rejected', 'closed');
create unique index refunds_automatic on refunds (attempt) where cause in ('duplicate', 'late') and instead is null;
create unique index refunds_transfer on refunds (ca_id, reference) where channel = 'bank_transfer' and reference is not null;
create index refunds_order on refunds (order_id, created_at);
create index refunds_list on refunds (ca_id, created_at desc, number desc);
create index refunds_state on refunds (ca_id, state, created_at desc, number desc);
create index refunds_due on refunds (next_try_at) where state in ('approved', 'processing') and next_try_at is not null;
create index refunds_done on refunds (ca_id, channel, done_at) where state = 'done';

-- What does not add up by itself and waits for a person.
create table money_issues (
  id uuid primary key,
  ca_id uuid not null references cas (id),
  channel text not null check (channel in ('wechat', 'alipay', 'bank_transfer')),
  kind text not null,
  -- One issue for one thing, however often it is told.
  once_key text not null,
  order_id uuid references orders (id),
  attempt text,
  refund text,
  amount_fen integer,
  expected_fen integer,
  reference text,
  opened_at timestamptz not null,
  resolved_at timestamptz,
  resolved_by uuid references staff (id),
  note text
);
create unique index money_issues_once on money_issues (ca_id, once_key);
create index money_issues_open on money_issues (ca_id, opened_at desc, id desc) where resolved_at is null;
create index money_issues_list on money_issues (ca_id, opened_at desc, id desc);
create index money_issues_order on money_issues (order_id) where order_id is not null;

-- The bank's voucher of a transfer, as the customer uploaded it; its files are encrypted like materials.
create table pay_vouchers (
  id uuid primary key,
  ca_id uuid not null references cas (id),
  order_id uuid not null references orders (id),
  media_type text not null,
  pages integer not null,
  bytes integer not null,
  uploaded_sha256 text not null,
  kept_sha256 text not null,
  uploaded_at timestamptz not null,
  replaced_at timestamptz
);
create unique index pay_vouchers_order on pay_vouchers (order_id) where replaced_at is null;
alter table files
  alter column material_id drop not null,
  add column voucher_id uuid references pay_vouchers (id),
  add constraint files_owner check (num_nonnulls(material_id, voucher_id) = 1);
create unique index files_voucher on files (voucher_id, page) where voucher_id is not null;

-- A gateway's bill of one day, and its lines.
create table bills (
  id uuid primary key,
  ca_id uuid not null references cas (id),
  channel text not null check (channel in ('wechat', 'alipay')),
  day date not null,
  state text not null check (state in ('awaited', 'read', 'reconciled', 'failed')),
  failure text,
  paid_lines integer not null default 0,
  paid_fen bigint not null default 0,
  refunded_lines integer not null default 0,
  refunded_fen bigint not null default 0,
  asked_at timestamptz not null,
  reconciled_at timestamptz,
  unique (ca_id, channel, day)
);
create table bill_lines (
  bill_id uuid not null references bills (id),
  line integer not null,
  kind text not null check (kind in ('paid', 'refunded')),
  number text not null,
  reference text not null,
  refund text,
  amount_fen integer not null check (amount_fen > 0),
  at timestamptz not null,
  primary key (bill_id, line)
);
create index bill_lines_number on bill_lines (bill_id, kind, number);
