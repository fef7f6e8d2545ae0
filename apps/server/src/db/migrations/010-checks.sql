-- 材料预审: what a machine read on a material and what it suggests. One row for each uploaded version; gone with it.
create table document_checks (
  material_id uuid primary key references materials (id) on delete cascade,
  ca_id uuid not null references cas (id),
  state text not null check (state in ('waiting', 'done', 'failed')),
  -- Why it could not be checked.
  failure text check ((failure is not null) = (state = 'failed')),
  -- The draft of the upload: our letter carries it as a QR code, and the draft's row is gone after 确认提交.
  draft_id uuid,
  engine text,
  -- What was read and what follows from it, JSON: names, numbers.
  reading_sealed text,
  result_sealed text,
  -- Codes of the findings alone, an array: for rules and counts.
  codes jsonb not null default '[]',
  milliseconds integer,
  queued_at timestamptz not null,
  checked_at timestamptz
);
-- Pages as they look, so that the same scan is found again under another account.
create table page_prints (
  material_id uuid not null references materials (id) on delete cascade,
  page integer not null,
  ca_id uuid not null references cas (id),
  account_id uuid not null,
  kind text not null,
  sha256 text not null,
  -- 64 bits in four bands, for the search; 256 bits, in hex, to be sure.
  band_0 integer not null,
  band_1 integer not null,
  band_2 integer not null,
  band_3 integer not null,
  detail text not null,
  -- Blind index of the number that was read: two forms filled in alike look alike.
  number_index text,
  primary key (material_id, page)
);
create index page_prints_sha256 on page_prints (ca_id, sha256);
create index page_prints_number on page_prints (ca_id, number_index) where number_index is not null;
create index page_prints_band_0 on page_prints (ca_id, kind, band_0);
create index page_prints_band_1 on page_prints (ca_id, kind, band_1);
create index page_prints_band_2 on page_prints (ca_id, kind, band_2);
create index page_prints_band_3 on page_prints (ca_id, kind, band_3);
create index materials_uploaded_sha256 on materials (ca_id, uploaded_sha256);
