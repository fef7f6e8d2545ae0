-- The review desk: an order's place in the queue, what was promised, and what each decision took.
alter table orders
  -- The customer's own deadline, such as a bid opening.
  add column deadline_at timestamptz,
  -- By when its review was promised as it entered the queue; stays when office hours or settings change.
  add column promised_at timestamptz,
  -- Its place in the queue: by when it ought to be decided. Null for what a release before this one queued.
  add column decide_by timestamptz,
  add column assigned_at timestamptz,
  -- Kept for one reviewer until then: what he has open next, or what he refused before. Nobody's lease.
  add column reserved_for uuid references staff (id),
  add column reserved_until timestamptz;

drop index orders_queue;
create index orders_desk on orders (ca_id, coalesce(decide_by, submitted_at), id) where status = 'in_review';
create index orders_desk_deadline on orders (ca_id, coalesce(decide_by, submitted_at), id) where status = 'in_review' and deadline_at is not null;
create index orders_desk_resubmitted on orders (ca_id, coalesce(decide_by, submitted_at), id) where status = 'in_review' and is_resubmitted;
create index orders_desk_held on orders (assigned_to, coalesce(decide_by, submitted_at), id) where status = 'in_review' and assigned_to is not null;
create index orders_desk_reserved on orders (reserved_for, coalesce(decide_by, submitted_at), id) where status = 'in_review' and reserved_for is not null;
-- What else a subscriber has asked for.
create index orders_subscriber on orders (ca_id, customer_name, created_at desc, id desc);

-- Where on a material the reviewer found what he refused it for: {page, x, y, width, height}, shares of the page.
alter table materials add column region jsonb;

-- One row for each decision, written with it and never again.
create table review_decisions (
  id uuid primary key,
  ca_id uuid not null references cas (id),
  order_id uuid not null references orders (id),
  round integer not null check (round > 0),
  decision text not null check (decision in ('approve', 'refuse')),
  decided_by uuid not null references staff (id),
  -- When the order entered this review, what was promised then, when the reviewer took it.
  submitted_at timestamptz not null,
  promised_at timestamptz,
  deadline_at timestamptz,
  assigned_at timestamptz,
  decided_at timestamptz not null,
  unique (order_id, round)
);
create index review_decisions_list on review_decisions (ca_id, decided_at desc, id desc);
create index review_decisions_by on review_decisions (decided_by, decided_at desc);
