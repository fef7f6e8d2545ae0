import type { Region } from '@jiesuo/contract';
import type { Generated } from 'kysely';
import type { JsonOrNull } from './json.ts';

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
  region: JsonOrNull<Region>;
  uploaded_at: Date;
  replaced_at: Date | null;
}

export interface FilesTable {
  id: string;
  ca_id: string;
  /** Of a material, of a voucher, of an invoice or of a paper for a new mobile number: one of the four. */
  material_id: string | null;
  voucher_id: Generated<string | null>;
  invoice_file_id: Generated<string | null>;
  paper_id: Generated<string | null>;
  page: number;
  media_type: string;
  bytes: number;
  store_key: string;
  data_key_sealed: string;
  created_at: Date;
}
