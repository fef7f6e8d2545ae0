import type { OrderKeeping, ReadUkey } from '@jiesuo/contract';
import type { Generated } from 'kysely';
import type { JsonOrNull } from './json.ts';

export interface DraftsTable {
  id: string;
  ca_id: string;
  account_id: string;
  ukey: JsonOrNull<ReadUkey>;
  form_sealed: string;
  created_at: Date;
  updated_at: Date;
}

export interface OrdersTable {
  id: string;
  ca_id: string;
  number: string;
  kind: 'reset';
  account_id: string;
  ukey_id: string;
  ukey_serial: string;
  fingerprint: string;
  certificate_serial: string;
  certificate_not_after: Date;
  customer_name: string;
  form_sealed: string;
  fee_fen: number;
  status: 'unpaid' | 'in_review' | 'rejected' | 'awaiting_reset' | 'completed' | 'cancelled' | 'expired';
  version: Generated<number>;
  authorisations: Generated<number>;
  authorisations_max: Generated<number>;
  assigned_to: string | null;
  assigned_until: Date | null;
  decided_by: string | null;
  decided_at: Date | null;
  is_resubmitted: Generated<boolean>;
  created_at: Date;
  submitted_at: Date | null;
  expires_at: Date | null;
  completed_at: Date | null;
  forgotten_at: Generated<Date | null>;
  money: Generated<'none' | 'unpaid' | 'paid' | 'refunding' | 'refunded'>;
  paid_fen: Generated<number>;
  refunded_fen: Generated<number>;
  deadline_at: Generated<Date | null>;
  promised_at: Generated<Date | null>;
  decide_by: Generated<Date | null>;
  assigned_at: Generated<Date | null>;
  reserved_for: Generated<string | null>;
  reserved_until: Generated<Date | null>;
  approval: Generated<'first' | 'second' | 'done'>;
  stopped_at: Generated<Date | null>;
  reset_from: Generated<Date | null>;
  ended_at: Generated<Date | null>;
  kept_as: Generated<OrderKeeping | null>;
  restricted_from: Generated<Date | null>;
  return_to: Generated<string | null>;
  reference: Generated<string | null>;
}

export interface ReviewDecisionsTable {
  id: string;
  ca_id: string;
  order_id: string;
  round: number;
  decision: 'approve' | 'refuse';
  decided_by: string;
  submitted_at: Date;
  promised_at: Date | null;
  deadline_at: Date | null;
  assigned_at: Date | null;
  decided_at: Date;
}

export interface OrderEventsTable {
  id: string;
  ca_id: string;
  order_id: string;
  at: Date;
  event: string;
  note: string | null;
}
