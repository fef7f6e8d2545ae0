-- One index for a subscriber's name and its beginning: every order keeps each index that stands on it up to date.
drop index orders_customer;
drop index orders_subscriber;
create index orders_subscriber on orders (ca_id, customer_name text_pattern_ops, created_at desc, id desc);

-- What is only ever added to, and by the thousand at once: a lock on the CA's one row for each would be shared by all who write.
alter table order_events drop constraint order_events_ca_id_fkey;
alter table pay_events drop constraint pay_events_ca_id_fkey;
alter table audit_leaves drop constraint audit_leaves_ca_id_fkey;
alter table audit_pending drop constraint audit_pending_ca_id_fkey;
