-- A member of staff's number, to tell him of changes to his own log-in; mobile_index (011) keeps him from his own orders.
alter table staff add column mobile_sealed text;
