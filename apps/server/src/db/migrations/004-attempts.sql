-- One try to pay an order through one channel. Its number is the gateway's out_trade_no: never used again, neither for another amount nor another order.
create table pay_attempts (
  number text primary key check (number ~ '^[A-Za-z0-9_]{6,32}$'),
  ca_id uuid not null references cas (id),
  order_id uuid not null references orders (id),
  channel text not null check (channel in ('wechat', 'alipay', 'bank_transfer')),
  amount_fen integer not null check (amount_fen > 0),
  state text not null check (state in ('open', 'paid', 'closed')),
  -- What its money was to the order; duplicate and late money goes back.
  use text check (use in ('order', 'duplicate', 'late')),
  -- The gateway's own number of the money, or the bank's.
  gateway_reference text,
  paid_at timestamptz,
  -- Of a bank transfer: in clear where it is the customer itself, sealed where it may be a person.
  payer text,
  payer_sealed text,
  confirmed_by uuid references staff (id),
  -- What the gateway gave for paying, by its kind.
  offers jsonb not null default '{}',
  created_at timestamptz not null,
  -- Null for a bank transfer, which lasts as long as its order.
  expires_at timestamptz,
  closed_at timestamptz,
  -- When the gateway is asked next, and how often it was; when it was last asked on somebody's word.
  next_query_at timestamptz,
  queries integer not null default 0,
  checked_at timestamptz,
  check ((state = 'paid') = (use is not null)),
  check ((state = 'paid') = (paid_at is not null)),
  check (state <> 'paid' or gateway_reference is not null)
);
-- Money is counted once, whoever tells of it and how often.
create unique index pay_attempts_reference on pay_attempts (ca_id, channel, gateway_reference) where gateway_reference is not null;
create unique index pay_attempts_open on pay_attempts (order_id, channel) where state = 'open';
-- An order's fee is paid once.
create unique index pay_attempts_fee on pay_attempts (order_id) where use = 'order';
create index pay_attempts_order on pay_attempts (order_id, created_at);
create index pay_attempts_list on pay_attempts (ca_id, created_at desc, number desc);
create index pay_attempts_state on pay_attempts (ca_id, state, created_at desc, number desc);
create index pay_attempts_due on pay_attempts (next_query_at) where state = 'open' and next_query_at is not null;
create index pay_attempts_paid on pay_attempts (ca_id, channel, paid_at) where state = 'paid';

insert into pay_attempts (number, ca_id, order_id, channel, amount_fen, state, use, gateway_reference, paid_at, payer, confirmed_by, created_at, closed_at)
  select replace(p.id::text, '-', ''), p.ca_id, p.order_id, p.channel, p.amount_fen,
    case when p.state = 'received' then 'paid' when o.status = 'unpaid' then 'open' else 'closed' end,
    case when p.state = 'received' then 'order' end,
    case when p.state = 'received' then coalesce(p.bank_reference, p.id::text) end,
    case when p.state = 'received' then coalesce(p.confirmed_at, p.created_at) end,
    p.payer, p.confirmed_by, p.created_at,
    case when p.state <> 'received' and o.status <> 'unpaid' then p.created_at end
  from payments p join orders o on o.id = p.order_id;

-- The order's money beside its status, written with every change of its tries and refunds.
alter table orders
  add column money text not null default 'none' check (money in ('none', 'unpaid', 'paid', 'refunding', 'refunded')),
  add column paid_fen integer not null default 0 check (paid_fen >= 0),
  add column refunded_fen integer not null default 0 check (refunded_fen >= 0 and refunded_fen <= paid_fen);
update orders set money = 'unpaid' where fee_fen > 0;
update orders o set money = 'paid', paid_fen = p.amount_fen from payments p where p.order_id = o.id and p.state = 'received';

drop table payments;
