-- When an order ended, what it is kept as from then on, and from when business reads of it are closed where that is sooner than the setting says.
alter table orders
  add column ended_at timestamptz,
  add column kept_as text check (kept_as in ('cancelled', 'rejected', 'evidence')),
  add column restricted_from timestamptz,
  add constraint orders_kept check ((ended_at is null) = (kept_as is null));

-- An approval, or a stop by the contact on record, makes an order evidence (电子签名法 §24, §28); a refusal alone does not. Also for orders that a release before this one ends.
create function settle_ended_orders() returns integer language plpgsql as $$
declare settled integer;
begin
  update orders o set
    ended_at = coalesce(
      (select max(e.at) from order_events e where e.order_id = o.id and e.event in ('completed', 'cancelled', 'closed', 'expired')),
      o.completed_at, o.created_at),
    kept_as = case
      when o.status = 'completed'
        or exists (select from order_events e where e.order_id = o.id and e.event in ('approved', 'stopped')) then 'evidence'
      when exists (select from order_events e where e.order_id = o.id and e.event = 'refused') then 'rejected'
      else 'cancelled' end
  where o.ended_at is null and o.status in ('completed', 'cancelled', 'expired');
  get diagnostics settled = row_count;
  return settled;
end $$;
select settle_ended_orders();

drop index orders_unreviewed;
drop index orders_retained;
create index orders_unsettled on orders (id) where ended_at is null and status in ('completed', 'cancelled', 'expired');
create index orders_due on orders (ca_id, kept_as, ended_at) where forgotten_at is null and ended_at is not null;
create index orders_certificate_end on orders (ca_id, certificate_not_after);
create index consents_order on consents (order_id) where order_id is not null;
create index accounts_removed on accounts (ca_id, removed_at) where removed_at is not null;
create index sms_messages_old on sms_messages (ca_id, created_at);
create index sessions_over on sessions (ca_id, (coalesce(ended_at, expires_at)));
create index pairings_read on pairings (created_at) where purpose = 'read';
create index pay_vouchers_all on pay_vouchers (order_id);
create index ukeys_contacts on ukeys (ca_id, not_after) where contact_sealed is not null or contact_mail_sealed is not null;

-- Bytes in the store whose row is gone, until they are gone too. No row of files goes without leaving its name here: not by a job, nor by hand.
create table file_removals (
  store_key text primary key,
  ca_id uuid not null references cas (id)
);
create function release_file() returns trigger language plpgsql as $$
begin
  insert into file_removals (store_key, ca_id) values (old.store_key, old.ca_id) on conflict do nothing;
  return old;
end $$;
create trigger files_released after delete on files for each row execute function release_file();

-- What was deleted by which rule: proof without the data. The mark is a keyed digest of the record's id, or of all ids of a batch.
create table deletions (
  id uuid primary key,
  ca_id uuid not null references cas (id),
  rule text not null,
  mark text not null,
  records integer not null check (records > 0),
  files integer not null check (files >= 0),
  bytes bigint not null check (bytes >= 0),
  due_at timestamptz not null,
  at timestamptz not null,
  leaf_id uuid not null
);
create index deletions_list on deletions (ca_id, at desc, id desc);
create index deletions_rule on deletions (ca_id, rule, at desc, id desc);
create index deletions_mark on deletions (ca_id, mark);
create trigger deletions_append_only before update or delete on deletions for each row execute function refuse_change();
create trigger deletions_no_truncate before truncate on deletions for each statement execute function refuse_change();

-- Restricted orders that staff opened all the same, each for a while, for one person and a reason.
create table restricted_openings (
  id uuid primary key,
  ca_id uuid not null references cas (id),
  order_id uuid not null references orders (id),
  staff_id uuid not null references staff (id),
  -- Staff's own words; gone with the order's data. The audit log keeps them.
  reason text,
  at timestamptz not null,
  until timestamptz not null
);
create index restricted_openings_order on restricted_openings (order_id, staff_id, until);
create index restricted_openings_list on restricted_openings (ca_id, at desc, id desc);

-- One job does what five did.
delete from jobs where is_recurring and name in ('orders.forget', 'invoices.forget', 'drafts.sweep');
