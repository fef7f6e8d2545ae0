-- 发票抬头 that a customer keeps. An organisation's name is public; all else may belong to a person and is sealed.
create table invoice_titles (
  id uuid primary key,
  ca_id uuid not null references cas (id),
  account_id uuid not null references accounts (id),
  holder text not null check (holder in ('organisation', 'person')),
  facts_sealed text not null,
  is_default boolean not null,
  created_at timestamptz not null
);
create unique index invoice_titles_default on invoice_titles (account_id) where is_default;
create index invoice_titles_account on invoice_titles (account_id, created_at);

-- Requests for invoices, with the title as it was when it was asked for.
create table invoices (
  -- Ours; the tax office's is invoice_number.
  number text primary key check (number ~ '^FP[0-9]{8}[0-9A-Z]{12}$'),
  ca_id uuid not null references cas (id),
  order_id uuid not null references orders (id),
  kind text not null check (kind in ('ordinary', 'special')),
  holder text not null check (holder in ('organisation', 'person')),
  -- Of an organisation, to be searched by.
  organisation text,
  -- Empty once it was forgotten.
  facts_sealed text not null,
  amount_fen integer not null check (amount_fen > 0),
  state text not null
    check (state in ('requested', 'rejected', 'issuing', 'issued', 'red_due', 'red', 'withdrawn', 'ended')),
  reason text,
  batch text,
  exported_at timestamptz,
  invoice_code text check (invoice_code ~ '^([0-9]{10}|[0-9]{12})$'),
  invoice_number text check (invoice_number ~ '^([0-9]{8}|[0-9]{20})$'),
  issued_on date,
  red_number text check (red_number ~ '^([0-9]{8}|[0-9]{20})$'),
  red_on date,
  asked_at timestamptz not null,
  changed_at timestamptz not null,
  forgotten_at timestamptz,
  check ((holder = 'organisation') = (organisation is not null)),
  check ((invoice_number is null) = (issued_on is null)),
  check ((state in ('issued', 'red_due', 'red')) = (invoice_number is not null)),
  check ((length(invoice_number) = 8) = (invoice_code is not null) or invoice_number is null),
  check ((state = 'red') = (red_number is not null)),
  check ((red_number is null) = (red_on is null))
);
-- One request of an order at a time.
create unique index invoices_live on invoices (order_id) where state not in ('withdrawn', 'ended', 'red');
create index invoices_order on invoices (order_id, asked_at);
create unique index invoices_numbered on invoices (ca_id, invoice_number, coalesce(invoice_code, ''))
  where invoice_number is not null;
create unique index invoices_red on invoices (ca_id, red_number) where length(red_number) = 20;
create index invoices_list on invoices (ca_id, asked_at desc, number desc);
create index invoices_state on invoices (ca_id, state, asked_at desc, number desc);
create index invoices_batch on invoices (ca_id, batch) where batch is not null;
create index invoices_organisation on invoices (ca_id, organisation text_pattern_ops) where organisation is not null;
create index invoices_changed on invoices (changed_at) where forgotten_at is null;

-- The files of an invoice as they were uploaded, signatures and all; one of each form.
create table invoice_files (
  id uuid primary key,
  ca_id uuid not null references cas (id),
  invoice text not null references invoices (number),
  form text not null check (form in ('pdf', 'ofd', 'xml')),
  bytes integer not null,
  sha256 text not null,
  uploaded_at timestamptz not null,
  unique (invoice, form)
);
alter table files
  add column invoice_file_id uuid references invoice_files (id),
  drop constraint files_owner,
  add constraint files_owner check (num_nonnulls(material_id, voucher_id, invoice_file_id) = 1);
create unique index files_invoice on files (invoice_file_id) where invoice_file_id is not null;
