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

export interface AuditPendingTable {
  ca_id: string;
  leaf_id: string;
  /** Null for what was written before there were seals. */
  seal: Buffer | null;
}

export interface AuditTreeTable {
  ca_id: string;
  index: number;
  leaf_id: string;
  leaf_hash: Buffer;
}

export interface AuditNodesTable {
  ca_id: string;
  /** 256^level leaves below it. */
  level: number;
  index: number;
  hash: Buffer;
}

export interface AuditCheckpointsTable {
  ca_id: string;
  size: number;
  root: Buffer;
  at: Date;
  note: string;
}
