import type { Generated } from 'kysely';

export interface MobileChangesTable {
  id: string;
  ca_id: string;
  account_id: string;
  way: 'codes' | 'papers';
  state: 'waiting' | 'confirming' | 'done' | 'refused' | 'withdrawn' | 'stopped';
  old_sealed: string;
  new_sealed: string;
  reason_sealed: string | null;
  stop_code_index: string;
  asked_at: Date;
  first_by: Generated<string | null>;
  first_at: Generated<Date | null>;
  first_reason: Generated<string | null>;
  decided_by: Generated<string | null>;
  decided_at: Generated<Date | null>;
  decided_reason: Generated<string | null>;
  done_at: Generated<Date | null>;
  reset_from: Generated<Date | null>;
  ended_at: Generated<Date | null>;
}

export interface MobilePapersTable {
  id: string;
  ca_id: string;
  account_id: string;
  change_id: Generated<string | null>;
  media_type: string;
  pages: number;
  bytes: number;
  uploaded_sha256: string;
  kept_sha256: string;
  uploaded_at: Date;
}

export interface AccountDevicesTable {
  id: string;
  ca_id: string;
  account_id: string;
  token_hash: string;
  first_at: Date;
  seen_at: Date;
}

export interface ConsentTextsTable {
  ca_id: string;
  text_hash: string;
  kind: 'terms' | 'privacy' | 'id_card';
  version: string;
  zh: string;
  en: string;
  kept_at: Date;
}
