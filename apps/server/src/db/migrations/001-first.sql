-- Forward only. Every record belongs to a CA. Times are timestamptz in UTC, money is integer fen, "sealed" columns are field envelopes.
create table cas (
  id uuid primary key,
  code text not null unique,
  created_at timestamptz not null default now()
);

create table accounts (
  id uuid primary key,
  ca_id uuid not null references cas (id),
  mobile_sealed text,
  mobile_index text,
  password_hash text not null,
  organisation text not null,
  contact_sealed text not null,
  email_sealed text,
  created_at timestamptz not null,
  removed_at timestamptz
);
-- A removed account gives its number free: the index column is emptied with it.
create unique index accounts_mobile on accounts (ca_id, mobile_index);

create table sms_codes (
  id uuid primary key,
  ca_id uuid not null references cas (id),
  mobile_index text not null,
  purpose text not null check (purpose in ('register', 'reset_password', 'step_up')),
  -- What else the code is bound to: the order's number for step_up, else empty.
  bound_to text not null default '',
  -- Who asked, as far as the network tells; null when the asker was logged in.
  address_index text,
  code_hash text not null,
  tries_left integer not null check (tries_left >= 0),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index sms_codes_recent on sms_codes (ca_id, mobile_index, created_at desc);
create index sms_codes_address on sms_codes (ca_id, address_index, created_at desc);

-- Failed log-ins, per account name and per address, for the slow-down.
create table log_in_failures (
  id uuid primary key,
  ca_id uuid not null references cas (id),
  subject_index text not null,
  address_index text not null,
  at timestamptz not null
);
create index log_in_failures_recent on log_in_failures (ca_id, subject_index, at desc);
create index log_in_failures_address on log_in_failures (ca_id, address_index, at desc);

create table staff (
  id uuid primary key,
  ca_id uuid not null references cas (id),
  name text not null,
  display_name text not null,
  password_hash text not null,
  totp_sealed text not null,
  -- The last TOTP time step that was accepted: a code works once.
  totp_step bigint not null default 0,
  roles text[] not null,
  is_disabled boolean not null default false,
  last_log_in_at timestamptz,
  created_at timestamptz not null
);
create unique index staff_name on staff (ca_id, name);

create table sessions (
  id uuid primary key,
  ca_id uuid not null references cas (id),
  account_id uuid references accounts (id),
  staff_id uuid references staff (id),
  token_hash text not null unique,
  device text not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  check ((account_id is null) <> (staff_id is null))
);
create index sessions_account on sessions (account_id) where ended_at is null;
create index sessions_staff on sessions (staff_id) where ended_at is null;

create table addresses (
  id uuid primary key,
  ca_id uuid not null references cas (id),
  account_id uuid not null references accounts (id),
  receiver_sealed text not null,
  mobile_sealed text not null,
  region_code text not null,
  region text[] not null,
  street_sealed text not null,
  is_default boolean not null,
  created_at timestamptz not null
);
create index addresses_account on addresses (account_id, created_at);
create unique index addresses_default on addresses (account_id) where is_default;

create table ukeys (
  id uuid primary key,
  ca_id uuid not null references cas (id),
  serial text not null,
  model text not null,
  certificate bytea not null,
  fingerprint text not null,
  certificate_serial text not null,
  subscriber text not null,
  not_after timestamptz not null,
  status text not null check (status in ('active', 'lost', 'revoked')) default 'active',
  contact_sealed text,
  admin_tries_left integer,
  user_tries_left integer,
  seen_at timestamptz,
  imported_at timestamptz not null,
  updated_at timestamptz not null
);
create unique index ukeys_serial on ukeys (ca_id, serial);
create index ukeys_list on ukeys (ca_id, imported_at desc, id desc);
create index ukeys_fingerprint on ukeys (ca_id, fingerprint);
create index ukeys_subscriber on ukeys (ca_id, subscriber text_pattern_ops);

create table admin_secrets (
  id uuid primary key,
  ca_id uuid not null references cas (id),
  ukey_id uuid not null references ukeys (id),
  version integer not null,
  state text not null check (state in ('active', 'proposed', 'retired')),
  sealed text not null,
  -- Keyed digest, for "is this secret shared?" without opening any.
  digest text not null,
  is_weak boolean not null,
  is_exposed boolean not null default false,
  -- The UKey itself refused it: staff must look before anyone tries again.
  is_wrong boolean not null default false,
  created_at timestamptz not null,
  unique (ukey_id, version)
);
create unique index admin_secrets_active on admin_secrets (ukey_id) where state = 'active';
create index admin_secrets_digest on admin_secrets (ca_id, digest) where state = 'active';

create table drafts (
  id uuid primary key,
  ca_id uuid not null references cas (id),
  account_id uuid not null unique references accounts (id),
  ukey jsonb,
  form_sealed text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index drafts_old on drafts (updated_at);

create table orders (
  id uuid primary key,
  ca_id uuid not null references cas (id),
  number text not null unique,
  kind text not null check (kind in ('reset')),
  account_id uuid not null references accounts (id),
  ukey_id uuid not null references ukeys (id),
  ukey_serial text not null,
  fingerprint text not null,
  certificate_serial text not null,
  certificate_not_after timestamptz not null,
  customer_name text not null,
  form_sealed text not null,
  fee_fen integer not null check (fee_fen >= 0),
  status text not null check (status in ('unpaid', 'in_review', 'rejected', 'awaiting_reset', 'completed', 'cancelled', 'expired')),
  version integer not null default 1,
  authorisations integer not null default 0,
  -- Authorisations that this approval may spend; a supervisor can restore them.
  authorisations_max integer not null default 3,
  assigned_to uuid references staff (id),
  assigned_until timestamptz,
  decided_by uuid references staff (id),
  decided_at timestamptz,
  is_resubmitted boolean not null default false,
  created_at timestamptz not null,
  -- When it last entered review; null while unpaid.
  submitted_at timestamptz,
  expires_at timestamptz,
  completed_at timestamptz,
  -- When form and materials were deleted at the end of their retention.
  forgotten_at timestamptz
);
-- One open order for each UKey: two browsers racing meet here.
create unique index orders_open on orders (ukey_id) where status in ('unpaid', 'in_review', 'rejected', 'awaiting_reset');
create index orders_account on orders (account_id, created_at desc, id desc);
create index orders_account_status on orders (account_id, status, created_at desc, id desc);
create index orders_all on orders (ca_id, created_at desc, id desc);
create index orders_status on orders (ca_id, status, created_at desc, id desc);
create index orders_queue on orders (ca_id, submitted_at, id) where status = 'in_review';
create index orders_expiry on orders (expires_at) where expires_at is not null;
create index orders_unreviewed on orders (ca_id, created_at) where submitted_at is null and forgotten_at is null;
create index orders_retained on orders (ca_id, certificate_not_after) where forgotten_at is null;
create index orders_ukey on orders (ukey_id, created_at desc);
create index orders_serial on orders (ca_id, ukey_serial);
create index orders_customer on orders (ca_id, customer_name text_pattern_ops);

create table order_events (
  id uuid primary key,
  ca_id uuid not null references cas (id),
  order_id uuid not null references orders (id),
  at timestamptz not null,
  event text not null,
  note text
);
create index order_events_order on order_events (order_id, at, id);

create table consents (
  id uuid primary key,
  ca_id uuid not null references cas (id),
  account_id uuid not null references accounts (id),
  order_id uuid references orders (id),
  kind text not null check (kind in ('terms', 'privacy', 'id_card')),
  version text not null,
  text_hash text not null,
  given_at timestamptz not null
);
create index consents_account on consents (account_id, given_at);

create table materials (
  id uuid primary key,
  ca_id uuid not null references cas (id),
  account_id uuid not null references accounts (id),
  draft_id uuid references drafts (id),
  order_id uuid references orders (id),
  kind text not null check (kind in ('authorization', 'business_license', 'id_card')),
  media_type text not null,
  pages integer not null,
  bytes integer not null,
  -- SHA-256 of what the person uploaded, and of what we kept after re-encoding.
  uploaded_sha256 text not null,
  kept_sha256 text not null,
  verdict text not null check (verdict in ('pending', 'accepted', 'refused')) default 'pending',
  reason text,
  uploaded_at timestamptz not null,
  -- Set when another took its place; the row stays as history of an order.
  replaced_at timestamptz,
  check ((draft_id is null) <> (order_id is null))
);
create unique index materials_draft on materials (draft_id, kind) where draft_id is not null and replaced_at is null;
create unique index materials_order on materials (order_id, kind) where order_id is not null and replaced_at is null;
create index materials_history on materials (order_id, uploaded_at);

-- One row for each encrypted file in the store: a kept material and its rendered pages.
create table files (
  id uuid primary key,
  ca_id uuid not null references cas (id),
  material_id uuid not null references materials (id),
  -- 0 is the kept material itself, 1.. its pages as pictures.
  page integer not null,
  media_type text not null,
  bytes integer not null,
  store_key text not null unique,
  data_key_sealed text not null,
  created_at timestamptz not null,
  unique (material_id, page)
);

create table payments (
  id uuid primary key,
  ca_id uuid not null references cas (id),
  order_id uuid not null unique references orders (id),
  channel text not null check (channel in ('bank_transfer')),
  amount_fen integer not null check (amount_fen > 0),
  state text not null check (state in ('awaited', 'received')),
  payer text,
  bank_reference text,
  confirmed_by uuid references staff (id),
  confirmed_at timestamptz,
  created_at timestamptz not null
);
create index payments_state on payments (ca_id, state, created_at desc, id desc);
create unique index payments_reference on payments (ca_id, bank_reference) where bank_reference is not null;

create table sms_messages (
  id uuid primary key,
  ca_id uuid not null references cas (id),
  mobile_sealed text not null,
  mobile_masked text not null,
  mobile_index text not null,
  template text not null,
  -- The template's variables; a code is in here only until it was sent.
  variables_sealed text,
  order_id uuid references orders (id),
  -- One message for each change: the same key is never queued twice.
  once_key text unique,
  state text not null check (state in ('queued', 'sent', 'failed')) default 'queued',
  attempts integer not null default 0,
  failure text,
  provider_id text,
  created_at timestamptz not null,
  sent_at timestamptz
);
create index sms_messages_list on sms_messages (ca_id, created_at desc, id desc);
create index sms_messages_mobile on sms_messages (ca_id, mobile_index, created_at desc);

create table ceremonies (
  id uuid primary key,
  ca_id uuid not null references cas (id),
  order_id uuid not null references orders (id),
  ukey_id uuid not null references ukeys (id),
  status text not null check (status in ('opened', 'authorised', 'unblocked', 'changed', 'unknown', 'completed', 'failed', 'cancelled', 'expired')),
  failure text,
  method text not null,
  secret_version integer not null,
  state jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
-- One live ceremony for each UKey.
create unique index ceremonies_live on ceremonies (ukey_id) where status in ('opened', 'authorised', 'unblocked', 'changed', 'unknown');
create index ceremonies_order on ceremonies (order_id, created_at desc);
create index ceremonies_silent on ceremonies (updated_at) where status in ('opened', 'authorised', 'unblocked', 'changed');

create table pairings (
  id uuid primary key,
  ca_id uuid not null references cas (id),
  account_id uuid not null references accounts (id),
  session_id uuid not null references sessions (id),
  purpose text not null check (purpose in ('read', 'reset')),
  order_id uuid references orders (id),
  code_hash text not null unique,
  -- The ceremony it opened: for `read` its own id.
  ceremony_id uuid not null,
  leg integer not null default 1,
  hello text,
  ticket jsonb,
  sealed text,
  -- Chain of this leg: {seq, transcript, lastRequest}.
  chain jsonb,
  readings jsonb,
  state text not null check (state in ('waiting', 'paired', 'done', 'too_old')) default 'waiting',
  created_at timestamptz not null,
  expires_at timestamptz not null,
  redeemed_at timestamptz
);
create index pairings_account on pairings (account_id, created_at desc);
create unique index pairings_leg on pairings (ceremony_id, leg);

create table ceremony_messages (
  ceremony_id uuid not null,
  leg integer not null,
  seq integer not null,
  request jsonb not null,
  request_hash text not null,
  answer jsonb not null,
  at timestamptz not null,
  primary key (ceremony_id, leg, seq)
);

create table evidence (
  order_id uuid primary key references orders (id),
  ca_id uuid not null references cas (id),
  bundle text not null,
  created_at timestamptz not null
);

create table settings (
  ca_id uuid not null references cas (id),
  key text not null,
  value jsonb not null,
  changed_at timestamptz not null,
  primary key (ca_id, key)
);

create table notices (
  id uuid primary key,
  ca_id uuid not null references cas (id),
  title text not null,
  body text not null,
  published_at timestamptz not null,
  removed_at timestamptz
);
create index notices_shown on notices (ca_id, published_at desc) where removed_at is null;

create table audit_leaves (
  id uuid primary key,
  ca_id uuid not null references cas (id),
  at timestamptz not null,
  actor text not null,
  operation text not null,
  subject text,
  -- Exactly the bytes that were hashed; `detail` repeats them for queries.
  entry text not null,
  detail jsonb not null,
  leaf_hash bytea not null
);
create index audit_leaves_list on audit_leaves (ca_id, at desc, id desc);
create index audit_leaves_subject on audit_leaves (ca_id, subject, at desc);
create index audit_leaves_operation on audit_leaves (ca_id, operation, at desc);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'audit leaves are append-only' using errcode = 'restrict_violation';
end $$;
create trigger audit_leaves_append_only before update or delete on audit_leaves for each row execute function refuse_change();
create trigger audit_leaves_no_truncate before truncate on audit_leaves for each statement execute function refuse_change();
