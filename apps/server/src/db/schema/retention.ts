import type { RetentionRule } from '@jiesuo/contract';
import type { Generated } from 'kysely';

export interface FileRemovalsTable {
  store_key: string;
  ca_id: string;
}

export interface DeletionsTable {
  id: string;
  ca_id: string;
  rule: RetentionRule;
  mark: string;
  records: number;
  files: number;
  bytes: number;
  due_at: Date;
  at: Date;
  leaf_id: string;
}

export interface RestrictedOpeningsTable {
  id: string;
  ca_id: string;
  order_id: string;
  staff_id: string;
  reason: Generated<string | null>;
  at: Date;
  until: Date;
}
