-- The root key, from which all sealing keys are derived, wrapped by a key that is not in this database: one row for each key that opens it.
create table root_wraps (
  id uuid primary key,
  -- The largest is the newest, whatever the clock said.
  step integer not null unique,
  -- There is one root key so far; what is sealed names its key, so that a second could follow.
  root_version integer not null check (root_version >= 1),
  wrapped_by text not null check (wrapped_by in ('master_key', 'hsm', 'shares')),
  wrapping_key text not null,
  -- Null once retired: the row stays, so that a retired key never wraps again.
  wrapped text,
  retired_at timestamptz,
  -- Of m-of-n: how many shares open it, and how many were made.
  shares_needed integer check (shares_needed between 2 and 20),
  shares_made integer check (shares_made between shares_needed and 20),
  made_at timestamptz not null,
  unique (wrapped_by, wrapping_key),
  check ((wrapped is null) = (retired_at is not null)),
  check ((wrapped_by = 'shares') = (shares_needed is not null and shares_made is not null))
);
