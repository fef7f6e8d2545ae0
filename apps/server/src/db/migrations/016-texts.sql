-- What people read and what rules hold, as staff publish them. A version's content never changes: a correction is another version.
create table text_versions (
  id uuid primary key,
  ca_id uuid not null references cas (id),
  kind text not null check (kind in ('announcement', 'faq', 'consent', 'pin_policy', 'fee', 'message', 'reasons')),
  -- Which text of its kind: an announcement's own id, a consent, a message, a UKey model; '*' where there is one.
  subject text not null,
  version integer not null check (version > 0),
  -- Null: taken down. For a kind that the product has words for, these hold again.
  content jsonb,
  -- Everyone who edited the draft or put it forward; nobody where it was moved here by an upgrade.
  authors uuid[] not null,
  approved_by uuid references staff (id),
  note text not null,
  published_at timestamptz not null,
  -- In force is the highest version whose time has come.
  holds_from timestamptz not null,
  unique (ca_id, kind, subject, version),
  check (content is null or content ->> 'kind' = kind),
  -- Four eyes, whatever the program does.
  constraint text_versions_two
    check (cardinality(authors) = 0 or kind not in ('consent', 'pin_policy', 'fee') or approved_by is not null),
  constraint text_versions_other_person check (approved_by is null or not (approved_by = any (authors)))
);

create function refuse_text_change() returns trigger language plpgsql as $$
begin
  raise exception 'published texts are append-only' using errcode = 'restrict_violation';
end $$;
create trigger text_versions_append_only before update or delete on text_versions for each row execute function refuse_text_change();
create trigger text_versions_no_truncate before truncate on text_versions for each statement execute function refuse_text_change();

create table text_drafts (
  ca_id uuid not null references cas (id),
  kind text not null,
  subject text not null,
  content jsonb,
  revision integer not null check (revision > 0),
  authors uuid[] not null,
  edited_by uuid not null references staff (id),
  edited_at timestamptz not null,
  state text not null check (state in ('open', 'waiting')),
  note text,
  holds_from timestamptz,
  returned_reason text,
  primary key (ca_id, kind, subject)
);

-- What was kept elsewhere before.
insert into text_versions (id, ca_id, kind, subject, version, content, authors, note, published_at, holds_from)
select id, ca_id, 'announcement', id::text, 1,
  jsonb_build_object('kind', 'announcement', 'title', jsonb_build_object('zh', title, 'en', title), 'body', jsonb_build_object('zh', body, 'en', body)),
  '{}', '升级时移入 · moved here by an upgrade', published_at, published_at
from notices where removed_at is null;

insert into text_versions (id, ca_id, kind, subject, version, content, authors, note, published_at, holds_from)
select gen_random_uuid(), ca_id, 'fee', '*', 1, jsonb_build_object('kind', 'fee', 'fen', value),
  '{}', '升级时移入 · moved here by an upgrade', changed_at, changed_at
from settings where key = 'feeFen';

insert into text_versions (id, ca_id, kind, subject, version, content, authors, note, published_at, holds_from)
select gen_random_uuid(), ca_id, 'pin_policy', '*', 1,
  jsonb_build_object('kind', 'pin_policy', 'min', value -> 'min', 'max', value -> 'max', 'alphabet', 'printable', 'defaults', '[]'::jsonb),
  '{}', '升级时移入 · moved here by an upgrade', changed_at, changed_at
from settings where key = 'pinPolicy';

insert into text_versions (id, ca_id, kind, subject, version, content, authors, note, published_at, holds_from)
select gen_random_uuid(), s.ca_id, 'reasons', '*', 1,
  jsonb_build_object('kind', 'reasons', 'items', coalesce((
    select jsonb_agg(jsonb_build_object('zh', r.zh, 'en', coalesce(k.en, r.zh),
      'kinds', coalesce(k.kinds, '["authorization", "business_license", "id_card"]'::jsonb)) order by r.place)
    from jsonb_array_elements_text(s.value) with ordinality as r (zh, place)
    left join (values
      ('公章不清晰，请重新盖章后扫描上传。', 'The seal is not legible. Please stamp again, scan and upload.', '["authorization", "business_license"]'::jsonb),
      ('材料未加盖公章，请加盖单位公章后重新上传。', 'The seal is missing. Please stamp it with the organisation''s seal and upload again.', '["authorization", "business_license"]'),
      ('公章名称与客户名称不一致，请核对后重新上传。', 'The name on the seal differs from the customer name. Please check and upload again.', '["authorization", "business_license"]'),
      ('授权书内容不完整，请使用系统提供的授权书模板填写并盖章。', 'The letter is incomplete. Please use the letter that this site prepares, and stamp it.', '["authorization"]'),
      ('授权书中的经办人与填写的经办人不一致，请核对后重新上传。', 'The letter names another representative than the form. Please check and upload again.', '["authorization"]'),
      ('营业执照不是最新版本，或与证书中的单位名称不一致。', 'The licence is not the current one, or its name differs from the certificate.', '["business_license"]'),
      ('营业执照图片不完整，请完整扫描四边后重新上传。', 'A part of the licence is missing. Please scan all four edges and upload again.', '["business_license"]'),
      ('身份证已过有效期，请上传有效的身份证。', 'The ID card has expired. Please upload a valid one.', '["id_card"]'),
      ('身份证姓名或号码与填写的经办人信息不一致，请核对。', 'Name or number of the ID card differ from the form. Please check.', '["id_card"]'),
      ('身份证须为原件彩色扫描件，请不要上传复印件或黑白图片。', 'The ID card must be a colour scan of the original, not a copy or a black-and-white picture.', '["id_card"]'),
      ('图片模糊、反光或有遮挡，无法辨认，请重新扫描上传。', 'The picture is blurred, glaring or covered. Please scan again and upload.', '["authorization", "business_license", "id_card"]'),
      ('上传的材料种类不对，请按要求上传对应的材料。', 'This is another document than asked for. Please upload the right one.', '["authorization", "business_license", "id_card"]')
    ) as k (zh, en, kinds) on k.zh = r.zh), '[]'::jsonb)),
  '{}', '升级时移入 · moved here by an upgrade', s.changed_at, s.changed_at
from settings s where s.key = 'cannedReasons';
