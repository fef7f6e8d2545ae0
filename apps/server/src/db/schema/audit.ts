import type { Json } from './json.ts';

export interface AuditLeavesTable {
  id: string;
  ca_id: string;
  at: Date;
  actor: string;
  operation: string;
  subject: string | null;
  entry: string;
  detail: Json<Record<string, unknown>>;
  leaf_hash: Buffer;
}
