import type { CheckFailure, FindingCode, MaterialKind } from '@jiesuo/contract';
import type { Json } from './json.ts';

export interface DocumentChecksTable {
  material_id: string;
  ca_id: string;
  state: 'waiting' | 'done' | 'failed';
  failure: CheckFailure | null;
  draft_id: string | null;
  engine: string | null;
  reading_sealed: string | null;
  result_sealed: string | null;
  codes: Json<FindingCode[]>;
  milliseconds: number | null;
  queued_at: Date;
  checked_at: Date | null;
}

export interface PagePrintsTable {
  material_id: string;
  page: number;
  ca_id: string;
  account_id: string;
  kind: MaterialKind;
  sha256: string;
  band_0: number;
  band_1: number;
  band_2: number;
  band_3: number;
  detail: string;
  number_index: string | null;
}
