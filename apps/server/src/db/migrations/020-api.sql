-- Programs that call with a key: what each may do, from where and until when.
create table api_keys (
  id uuid primary key,
  ca_id uuid not null references cas (id),
  name text not null,
  scopes text[] not null check (cardinality(scopes) > 0),
  allow_list text[] not null,
  per_minute integer not null check (per_minute between 1 and 6000),
  -- `guard`: the duty that has to agree; null where nobody has to.
  guard text check (guard in ('supervisor', 'key_custodian')),
  state text not null check (state in ('waiting', 'active', 'returned', 'revoked')),
  asked_by uuid not null references staff (id),
  asked_at timestamptz not null,
  settled_by uuid references staff (id),
  settled_at timestamptz,
  expires_at timestamptz not null,
  used_at timestamptz,
  used_from text,
  ended_at timestamptz,
  -- Four eyes, whatever the program does.
  constraint api_keys_two check (state <> 'active' or guard is null or settled_by is not null),
  constraint api_keys_other_person check (settled_by is null or settled_by <> asked_by)
);
create index api_keys_list on api_keys (ca_id, asked_at);

-- A key has one secret, and for a while two when it is being replaced. Only hashes: the secrets are random, 238 bits.
create table api_key_secrets (
  id uuid primary key,
  ca_id uuid not null references cas (id),
  key_id uuid not null references api_keys (id),
  hint text not null,
  hash text not null unique,
  created_at timestamptz not null,
  ends_at timestamptz
);
create index api_key_secrets_key on api_key_secrets (key_id);

-- What an Idempotency-Key did, kept as long as what it did it to.
create table api_replies (
  key_id uuid not null references api_keys (id),
  idempotency_key text not null,
  ca_id uuid not null references cas (id),
  operation text not null,
  -- A keyed hash: inputs hold admin PINs.
  input_hash text not null,
  answer_sealed text not null,
  at timestamptz not null,
  primary key (key_id, idempotency_key)
);

create table webhooks (
  id uuid primary key,
  ca_id uuid not null references cas (id),
  url text not null,
  note text not null,
  events text[] not null check (cardinality(events) > 0),
  state text not null check (state in ('active', 'paused', 'disabled')),
  secret_sealed text not null,
  old_secret_sealed text,
  old_secret_until timestamptz,
  created_by text not null,
  created_at timestamptz not null,
  failing_since timestamptz,
  delivered_at timestamptz,
  removed_at timestamptz
);
create index webhooks_list on webhooks (ca_id, created_at) where removed_at is null;

-- The outbox: written in the transaction of what it tells of. No personal data.
create table webhook_messages (
  id uuid primary key,
  ca_id uuid not null references cas (id),
  event text not null,
  -- An order's number or a UKey's serial: what is told of one of them arrives in its order.
  subject text not null,
  data jsonb not null,
  at timestamptz not null
);
create index webhook_messages_age on webhook_messages (ca_id, at);

create table webhook_deliveries (
  id uuid primary key,
  ca_id uuid not null references cas (id),
  webhook_id uuid not null references webhooks (id),
  message_id uuid not null references webhook_messages (id) on delete cascade,
  subject text not null,
  place bigint generated always as identity,
  state text not null check (state in ('waiting', 'delivered', 'given_up')),
  tries integer not null default 0,
  next_at timestamptz,
  created_at timestamptz not null,
  check ((state = 'waiting') = (next_at is not null))
);
create index webhook_deliveries_due on webhook_deliveries (ca_id, next_at) where state = 'waiting';
create index webhook_deliveries_row on webhook_deliveries (webhook_id, subject, place) where state = 'waiting';
create index webhook_deliveries_log on webhook_deliveries (webhook_id, created_at, id);
create index webhook_deliveries_message on webhook_deliveries (message_id);

create table webhook_tries (
  id uuid primary key,
  ca_id uuid not null references cas (id),
  delivery_id uuid not null references webhook_deliveries (id) on delete cascade,
  at timestamptz not null,
  status integer,
  fault text,
  ms integer not null
);
create index webhook_tries_delivery on webhook_tries (delivery_id, at);

-- By which integrator's link the customer came: where the way back leads, and what the integrator calls it.
alter table orders add column return_to text;
alter table orders add column reference text;
create index orders_reference on orders (ca_id, reference) where reference is not null;
