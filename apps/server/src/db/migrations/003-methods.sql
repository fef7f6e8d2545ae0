-- The key custodian's decision on the reset of one order: needed where an admin secret leaves the server, where a model has fewer than four admin
-- tries, and for a weaker method than the model's. The last decision counts; every one of them is in the audit log.
create table custody_decisions (
  order_id uuid primary key references orders (id),
  ca_id uuid not null references cas (id),
  method text not null check (method in ('gmt0017', 'challenge_response', 'trusted_bridge')),
  decision text not null check (decision in ('granted', 'refused')),
  reason text not null,
  decided_by uuid not null references staff (id),
  decided_at timestamptz not null
);
create index custody_decisions_list on custody_decisions (ca_id, decided_at desc, order_id desc);

-- The order for whose reset the secret left the server: that reset may go on with it, no other may begin.
alter table admin_secrets add column exposed_for uuid references orders (id);
-- A UKey has at most one secret that it may or may not hold already.
create unique index admin_secrets_proposed on admin_secrets (ukey_id) where state = 'proposed';

-- Ceremonies of before knew one method.
update ceremonies set state = state || '{"method": "gmt0017", "challengeProfile": null, "hostChallenge": null, "adminTriesNeeded": 4, "custody": {"guesses": ["active"], "released": null, "holds": null}}'::jsonb;
