-- What every node needs alike and no node makes for itself: the portal's and the audit log's keys, sealed under the root key, and the public keys before them.
create table shared_keys (
  -- The file's name in each node's folder of keys.
  name text primary key,
  sealed text not null,
  shared_at timestamptz not null
);
-- Requests counted on all nodes together: one row for each caller and minute, gone a few minutes later.
create table request_counts (
  -- A digest of the caller and the limit that counts.
  caller text not null,
  minute timestamptz not null,
  requests integer not null check (requests > 0),
  primary key (caller, minute)
);
create index request_counts_minute on request_counts (minute);
