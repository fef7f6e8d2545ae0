-- SMS and e-mails: who sends them, how each try ended, and what became of them.
alter table sms_messages
  -- For 'mail' the three mobile columns hold an address.
  add column channel text not null default 'sms' check (channel in ('sms', 'mail')),
  add column provider text,
  add column delivered_at timestamptz,
  -- Not before then; a runner that is at it sets it ahead, so that two never send the same.
  add column due_at timestamptz,
  -- The message that a member of staff had sent again; once.
  add column resends uuid unique references sms_messages (id);
alter table sms_messages drop constraint sms_messages_state_check;
alter table sms_messages add constraint sms_messages_state_check check (state in ('queued', 'sent', 'delivered', 'unknown', 'failed'));
update sms_messages set due_at = created_at, provider = 'generic';
alter table sms_messages alter column due_at set not null;
create index sms_messages_provider on sms_messages (provider, provider_id) where provider_id is not null;

create table sms_attempts (
  id uuid primary key,
  ca_id uuid not null references cas (id),
  message_id uuid not null references sms_messages (id) on delete cascade,
  provider text not null,
  at timestamptz not null,
  -- Null while it is under way; after a crash it stays null until somebody looks.
  outcome text check (outcome in ('accepted', 'retry', 'wait', 'permanent', 'alarm', 'unknown')),
  code text
);
create index sms_attempts_message on sms_attempts (message_id, at, id);

-- A provider that fails rests for a while; one message then tries whether it is back.
create table sms_circuits (
  ca_id uuid not null references cas (id),
  provider text not null,
  failures integer not null default 0,
  open_until timestamptz,
  since timestamptz,
  is_alarm boolean not null default false,
  code text,
  primary key (ca_id, provider)
);

-- Who asked for codes beside the address, and codes that prove an e-mail address.
alter table sms_codes add column account_id uuid, add column session_id uuid;
alter table sms_codes drop constraint sms_codes_purpose_check;
alter table sms_codes add constraint sms_codes_purpose_check check (purpose in ('register', 'reset_password', 'step_up', 'mail'));
create index sms_codes_account on sms_codes (ca_id, account_id, created_at desc) where account_id is not null;

-- A verified address that notices also go to; null unless the customer asked for it.
alter table accounts add column notice_mail_sealed text;

-- Solved challenges: each is good once.
create table captcha_uses (
  ca_id uuid not null references cas (id),
  nonce text not null,
  until timestamptz not null,
  primary key (ca_id, nonce)
);
create index captcha_uses_until on captcha_uses (until);
