-- Where an order's approval stands, beside its state: another person's approval is still a review.
alter table orders add column approval text not null default 'first' check (approval in ('first', 'second', 'done'));
update orders set approval = 'done' where status in ('awaiting_reset', 'completed');
-- A case for security: nothing approves or resets a stopped order.
alter table orders add column stopped_at timestamptz;
-- The end of the cooling-off time.
alter table orders add column reset_from timestamptz;
create index orders_second on orders (ca_id, approval, id) where status = 'in_review' and approval = 'second';
create index orders_stopped on orders (ca_id, stopped_at, id) where stopped_at is not null;

-- The contact of the CA's own record: found by its number, told by mail too.
alter table ukeys add column contact_index text;
alter table ukeys add column contact_mail_sealed text;
-- When the password was last set by an SMS code: a number may have been stolen.
alter table accounts add column recovered_at timestamptz;
-- A member of staff's own number, so that nobody approves his own order.
alter table staff add column mobile_index text;

-- Rules that fired for an order, each once for each round of review, with what they saw then.
create table order_risks (
  id uuid primary key,
  ca_id uuid not null references cas (id),
  order_id uuid not null references orders (id),
  round integer not null,
  rule text not null,
  occasion text not null check (occasion in ('submission', 'resubmission', 'approval')),
  -- JSON of short texts: names, numbers. Empty once the order is forgotten.
  facts_sealed text,
  at timestamptz not null
);
create unique index order_risks_once on order_risks (order_id, round, rule);

-- Who has held an order, in which round of review: nobody approves alone what he touched before.
create table order_hands (
  order_id uuid not null references orders (id),
  staff_id uuid not null references staff (id),
  round integer not null,
  at timestamptz not null,
  primary key (order_id, staff_id, round)
);
insert into order_hands (order_id, staff_id, round, at)
  select id, decided_by, 1, decided_at from orders where decided_by is not null and decided_at is not null;

-- One request for a second approval each; only one of an order is open.
create table second_reviews (
  id uuid primary key,
  ca_id uuid not null references cas (id),
  order_id uuid not null references orders (id),
  round integer not null,
  first_by uuid not null references staff (id),
  asked_at timestamptz not null,
  decision text check (decision in ('approve', 'return')),
  decided_by uuid references staff (id),
  decided_at timestamptz,
  reason text,
  -- Four eyes, whatever the program does.
  constraint second_reviews_other_person check (decided_by is distinct from first_by),
  constraint second_reviews_whole check ((decision is null) = (decided_by is null) and (decision is null) = (decided_at is null))
);
create unique index second_reviews_open on second_reviews (order_id) where decision is null;
create index second_reviews_order on second_reviews (order_id, asked_at);

-- The notice to the contact on record, whose code stops the order. Only a keyed digest of the code is kept.
create table stop_offers (
  id uuid primary key,
  ca_id uuid not null references cas (id),
  order_id uuid not null unique references orders (id),
  ukey_id uuid not null references ukeys (id),
  code_index text not null,
  made_at timestamptz not null,
  expires_at timestamptz not null
);
create unique index stop_offers_code on stop_offers (ca_id, code_index);
create index stop_offers_ukey on stop_offers (ukey_id, made_at);

create table order_stops (
  id uuid primary key,
  ca_id uuid not null references cas (id),
  order_id uuid not null references orders (id),
  at timestamptz not null,
  lifted_at timestamptz,
  lifted_by uuid references staff (id),
  lift_reason text
);
create unique index order_stops_open on order_stops (order_id) where lifted_at is null;
