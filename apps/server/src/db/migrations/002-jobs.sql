-- Work that a transaction leaves for later. A row goes when its work is done; a dead one stays until a person has seen it.
create table jobs (
  id uuid primary key,
  name text not null,
  data jsonb not null,
  -- Of the jobs that wait, one for each key; cleared when the work begins, so that what happens meanwhile queues anew.
  singleton_key text,
  -- The one row of a repeated job; it is never finished, only put off.
  is_recurring boolean not null default false,
  run_at timestamptz not null,
  attempts integer not null default 0,
  -- Held by a runner until then; a runner that died lets it lapse.
  locked_until timestamptz,
  lock_token uuid,
  -- The code or kind of the last error, never its words: they may quote a person's data.
  failure text,
  dead_at timestamptz,
  created_at timestamptz not null,
  unique (name, singleton_key)
);
create index jobs_due on jobs (run_at, id) where dead_at is null;
