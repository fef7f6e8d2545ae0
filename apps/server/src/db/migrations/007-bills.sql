-- The bill whose reconciliation opened the issue; a later reading of it settles what no longer holds.
alter table money_issues add column bill_id uuid references bills (id);
create index money_issues_bill on money_issues (bill_id) where bill_id is not null;
-- Which lines of the bills around a day name a refund.
create index bill_lines_refund on bill_lines (bill_id, refund) where kind = 'refunded';
