-- The dashboard's figures of each day in Asia/Shanghai, counted up from the records after the day has ended; any of them may be deleted and counted anew.
create table figure_days (
  ca_id uuid not null references cas (id),
  day date not null,
  figure text not null,
  -- Of what the figure counts; never a person's data.
  key text not null,
  count integer not null,
  fen bigint not null default 0,
  -- Lengths of time, rounded, and how often each occurred.
  seconds integer[],
  times integer[],
  primary key (ca_id, figure, day, key),
  check (coalesce(cardinality(seconds), 0) = coalesce(cardinality(times), 0))
);
create index figure_days_day on figure_days (ca_id, day);
-- Which days have been counted up, and when.
create table figure_rollups (
  ca_id uuid not null references cas (id),
  day date not null,
  at timestamptz not null,
  primary key (ca_id, day)
);
-- What happened on one day, to whichever orders.
create index order_events_at on order_events (ca_id, at);
