import type { Generated } from 'kysely';
import type { Json } from './json.ts';

export interface CasTable {
  id: string;
  code: string;
  created_at: Generated<Date>;
}

export interface SettingsTable {
  ca_id: string;
  key: string;
  value: Json<unknown>;
  changed_at: Date;
}

export interface NoticesTable {
  id: string;
  ca_id: string;
  title: string;
  body: string;
  published_at: Date;
  removed_at: Date | null;
}
