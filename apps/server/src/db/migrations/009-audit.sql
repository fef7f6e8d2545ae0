-- Leaves that are not in the tree yet. The seal is the audit key's signature over the leaf's hash: whoever only has the database cannot add one.
-- Null is what an act wrote before there were seals; none is believed once the first checkpoint is signed.
create table audit_pending (
  ca_id uuid not null references cas (id),
  leaf_id uuid not null,
  seal bytea,
  primary key (ca_id, leaf_id)
);
insert into audit_pending (ca_id, leaf_id, seal) select ca_id, id, null from audit_leaves;

-- The order that all agree on: the place of each leaf in the Merkle tree (RFC 6962), without a gap from 0.
create table audit_tree (
  ca_id uuid not null references cas (id),
  index bigint not null check (index >= 0),
  leaf_id uuid not null unique,
  leaf_hash bytea not null check (length(leaf_hash) = 32),
  primary key (ca_id, index)
);

-- Hashes of complete subtrees of 256^level leaves, from level 1 on: what proofs need beside at most 256 leaves a level.
create table audit_nodes (
  ca_id uuid not null references cas (id),
  level smallint not null check (level between 1 and 6),
  index bigint not null check (index >= 0),
  hash bytea not null check (length(hash) = 32),
  primary key (ca_id, level, index)
);

-- Signed tree heads, byte for byte (C2SP tlog-checkpoint); size, root and time repeat what is in the note.
create table audit_checkpoints (
  ca_id uuid not null references cas (id),
  size bigint not null check (size > 0),
  root bytea not null,
  at timestamptz not null,
  note text not null,
  primary key (ca_id, size)
);

create trigger audit_tree_append_only before update or delete on audit_tree for each row execute function refuse_change();
create trigger audit_tree_no_truncate before truncate on audit_tree for each statement execute function refuse_change();
create trigger audit_nodes_append_only before update or delete on audit_nodes for each row execute function refuse_change();
create trigger audit_nodes_no_truncate before truncate on audit_nodes for each statement execute function refuse_change();
create trigger audit_checkpoints_append_only before update or delete on audit_checkpoints for each row execute function refuse_change();
create trigger audit_checkpoints_no_truncate before truncate on audit_checkpoints for each statement execute function refuse_change();

-- A leaf waits until it is in the tree, and no shorter.
create function refuse_forgetting() returns trigger language plpgsql as $$
begin
  if not exists (select from audit_tree where leaf_id = old.leaf_id and ca_id = old.ca_id) then
    raise exception 'a leaf waits until it is in the tree' using errcode = 'restrict_violation';
  end if;
  return old;
end $$;
create trigger audit_pending_kept before delete on audit_pending for each row execute function refuse_forgetting();
create trigger audit_pending_unchanged before update on audit_pending for each row execute function refuse_change();
create trigger audit_pending_no_truncate before truncate on audit_pending for each statement execute function refuse_change();

-- Auditors search by person or by job.
create index audit_leaves_actor on audit_leaves (ca_id, actor, at desc, id desc);
