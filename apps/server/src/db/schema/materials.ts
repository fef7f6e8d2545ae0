import type { Generated } from 'kysely';

export interface MaterialsTable {
  id: string;
  ca_id: string;
  account_id: string;
  draft_id: string | null;
  order_id: string | null;
  kind: 'authorization' | 'business_license' | 'id_card';
  media_type: string;
  pages: number;
  bytes: number;
  uploaded_sha256: string;
  kept_sha256: string;
  verdict: Generated<'pending' | 'accepted' | 'refused'>;
  reason: string | null;
  uploaded_at: Date;
  replaced_at: Date | null;
}

export interface FilesTable {
  id: string;
  ca_id: string;
  material_id: string;
  page: number;
  media_type: string;
  bytes: number;
  store_key: string;
  data_key_sealed: string;
  created_at: Date;
}
