import type { RiskRule } from '@jiesuo/contract';
import type { Generated } from 'kysely';

export interface OrderRisksTable {
  id: string;
  ca_id: string;
  order_id: string;
  round: number;
  rule: RiskRule;
  occasion: 'submission' | 'resubmission' | 'approval';
  facts_sealed: string | null;
  at: Date;
}

export interface OrderHandsTable {
  order_id: string;
  staff_id: string;
  round: number;
  at: Date;
}

export interface SecondReviewsTable {
  id: string;
  ca_id: string;
  order_id: string;
  round: number;
  first_by: string;
  asked_at: Date;
  decision: Generated<'approve' | 'return' | null>;
  decided_by: Generated<string | null>;
  decided_at: Generated<Date | null>;
  reason: Generated<string | null>;
}

export interface StopOffersTable {
  id: string;
  ca_id: string;
  order_id: string;
  ukey_id: string;
  code_index: string;
  made_at: Date;
  expires_at: Date;
}

export interface OrderStopsTable {
  id: string;
  ca_id: string;
  order_id: string;
  at: Date;
  lifted_at: Generated<Date | null>;
  lifted_by: Generated<string | null>;
  lift_reason: Generated<string | null>;
}
