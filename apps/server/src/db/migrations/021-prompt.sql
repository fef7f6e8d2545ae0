-- Where the PIN was typed, beside the evidence that says it: a page that shows it need not read the bundle. Empty for older ones.
alter table evidence add column prompt jsonb;
