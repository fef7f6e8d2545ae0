-- After a change of the mobile number no reset begins before then: whoever took the number must not reach a UKey with it.
alter table accounts add column reset_from timestamptz;

-- Every change of an account's number, asked for or done. At most one request of an account is open.
create table mobile_changes (
  id uuid primary key,
  ca_id uuid not null references cas (id),
  account_id uuid not null references accounts (id),
  -- By codes to both numbers; or by a stamped paper where the old number is lost.
  way text not null check (way in ('codes', 'papers')),
  state text not null check (state in ('waiting', 'confirming', 'done', 'refused', 'withdrawn', 'stopped')),
  old_sealed text not null,
  new_sealed text not null,
  -- What the customer wrote; empty where codes proved both numbers.
  reason_sealed text,
  -- The old number's holder stops it with this; only a keyed digest of the code is kept.
  stop_code_index text not null,
  asked_at timestamptz not null,
  first_by uuid references staff (id),
  first_at timestamptz,
  first_reason text,
  decided_by uuid references staff (id),
  decided_at timestamptz,
  decided_reason text,
  done_at timestamptz,
  -- The end of the cooling-off time, until which the stop code works.
  reset_from timestamptz,
  ended_at timestamptz,
  -- Four eyes, whatever the program does: what a paper changes two people wanted.
  constraint mobile_changes_two check (way <> 'papers' or done_at is null or (first_by is not null and decided_by is not null)),
  constraint mobile_changes_other_person check (done_at is null or decided_by is distinct from first_by or way = 'codes'),
  check ((state in ('waiting', 'confirming')) = (ended_at is null))
);
create unique index mobile_changes_open on mobile_changes (account_id) where state in ('waiting', 'confirming');
create unique index mobile_changes_stop on mobile_changes (ca_id, stop_code_index);
create index mobile_changes_account on mobile_changes (account_id, asked_at desc);
create index mobile_changes_list on mobile_changes (ca_id, state, asked_at desc, id desc);

-- The stamped paper of a request; not yet of any request while the customer fills the page in.
create table mobile_papers (
  id uuid primary key,
  ca_id uuid not null references cas (id),
  account_id uuid not null references accounts (id),
  change_id uuid references mobile_changes (id),
  media_type text not null,
  pages integer not null,
  bytes integer not null,
  uploaded_sha256 text not null,
  kept_sha256 text not null,
  uploaded_at timestamptz not null
);
create unique index mobile_papers_change on mobile_papers (change_id) where change_id is not null;
create index mobile_papers_account on mobile_papers (account_id) where change_id is null;
alter table files add column paper_id uuid references mobile_papers (id);
alter table files drop constraint files_owner;
alter table files add constraint files_owner check (num_nonnulls(material_id, voucher_id, invoice_file_id, paper_id) = 1);
create unique index files_paper on files (paper_id, page) where paper_id is not null;

alter table sms_codes drop constraint sms_codes_purpose_check;
alter table sms_codes add constraint sms_codes_purpose_check
  check (purpose in ('register', 'reset_password', 'step_up', 'mail', 'mobile_old', 'mobile_new'));

-- Browsers that an account has logged in from: another one is told of.
create table account_devices (
  id uuid primary key,
  ca_id uuid not null references cas (id),
  account_id uuid not null references accounts (id),
  token_hash text not null,
  first_at timestamptz not null,
  seen_at timestamptz not null
);
create unique index account_devices_token on account_devices (account_id, token_hash);
-- Where a session was opened, as its owner is shown it: 203.0.113.*
alter table sessions add column address_masked text;

-- Each text as it was agreed to, found by its hash: what a person gave stays readable when the text has changed since.
create table consent_texts (
  ca_id uuid not null references cas (id),
  text_hash text not null,
  kind text not null,
  version text not null,
  zh text not null,
  en text not null,
  kept_at timestamptz not null,
  primary key (ca_id, text_hash)
);
create trigger consent_texts_append_only before update or delete on consent_texts for each row execute function refuse_change();
alter table consents add column withdrawn_at timestamptz;
-- The last word on a kind: given or withdrawn.
create index consents_last on consents (account_id, kind, given_at desc, id desc);
