-- Who was hired and has not logged in yet has neither password nor factor, only a one-time code.
alter table staff alter column password_hash drop not null;
alter table staff alter column totp_sealed drop not null;
-- A TOTP secret that was shown and not proven yet.
alter table staff add column totp_next_sealed text;
alter table staff add column invitation_hash text;
alter table staff add column invited_until timestamptz;

create table staff_passkeys (
  id uuid primary key,
  ca_id uuid not null references cas (id),
  staff_id uuid not null references staff (id),
  -- base64url, as the browser names it.
  credential_id text not null,
  -- COSE (RFC 9052).
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  name text not null,
  created_at timestamptz not null,
  used_at timestamptz,
  -- It answered with an older count than before (WebAuthn 7.2 step 22): a copy may exist, and neither is believed.
  suspect_at timestamptz
);
create unique index staff_passkeys_credential on staff_passkeys (ca_id, credential_id);
create index staff_passkeys_person on staff_passkeys (staff_id);

create table staff_challenges (
  id uuid primary key,
  ca_id uuid not null references cas (id),
  purpose text not null check (purpose in ('log_in', 'step_up', 'create')),
  -- The person for whom it was made; none while nobody knows who is logging in.
  staff_id uuid references staff (id),
  session_id uuid references sessions (id),
  challenge text not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index staff_challenges_end on staff_challenges (expires_at);

-- Changes that a second security administrator has to confirm. At most one waits for each person.
create table staff_proposals (
  id uuid primary key,
  ca_id uuid not null references cas (id),
  staff_id uuid not null references staff (id),
  kind text not null check (kind in ('roles', 'reset')),
  roles text[] not null,
  reason text not null,
  asked_by uuid not null references staff (id),
  asked_at timestamptz not null,
  decision text check (decision in ('confirm', 'refuse')),
  decided_by uuid references staff (id),
  decided_at timestamptz,
  check ((decision is null) = (decided_by is null)),
  check (decision is distinct from 'confirm' or (decided_by <> asked_by and decided_by <> staff_id))
);
create unique index staff_proposals_waiting on staff_proposals (staff_id) where decision is null;

-- When a factor was last given in this session; the log-in counts.
alter table sessions add column proven_at timestamptz;
