import type { AttemptState, MoneyIssueKind, MoneyUse, PayChannel, RefundCause, RefundState } from '@jiesuo/contract';
import type { ColumnType, Generated } from 'kysely';
import type { GatewayName, Offer, RefundFact, TradeFact } from '../../payments/channels/channel.ts';
import type { Json } from './json.ts';

/** As JSON keeps them: times as ISO text. */
type Kept<T> = T extends Date ? string : T extends object ? { readonly [K in keyof T]: Kept<T[K]> } : T;
type Defaulted<T> = ColumnType<T, string | undefined, string>;

export type KeptOffers = { readonly [K in Offer['kind']]?: Kept<Extract<Offer, { kind: K }>> };

export interface PayAttemptsTable {
  number: string;
  ca_id: string;
  order_id: string;
  channel: PayChannel;
  amount_fen: number;
  state: AttemptState;
  use: Generated<MoneyUse | null>;
  gateway_reference: Generated<string | null>;
  paid_at: Generated<Date | null>;
  payer: Generated<string | null>;
  payer_sealed: Generated<string | null>;
  confirmed_by: Generated<string | null>;
  offers: Defaulted<KeptOffers>;
  created_at: Date;
  expires_at: Date | null;
  closed_at: Generated<Date | null>;
  next_query_at: Date | null;
  queries: Generated<number>;
  checked_at: Generated<Date | null>;
}

export interface PayEventsTable {
  id: string;
  ca_id: string;
  channel: PayChannel;
  dedup_key: string;
  source: 'notify' | 'query' | 'bill' | 'finance';
  about: 'trade' | 'refund';
  subject: string;
  fact: Json<Kept<TradeFact> | Kept<RefundFact>>;
  received_at: Date;
  applied_at: Generated<Date | null>;
  outcome: Generated<string | null>;
}

export interface RefundsTable {
  number: string;
  ca_id: string;
  order_id: string;
  attempt: string;
  channel: PayChannel;
  amount_fen: number;
  state: RefundState;
  cause: RefundCause;
  note: string | null;
  asked_by: string | null;
  decided_by: Generated<string | null>;
  decided_at: Generated<Date | null>;
  decision_note: Generated<string | null>;
  instead: Generated<string | null>;
  reference: Generated<string | null>;
  tries: Generated<number>;
  next_try_at: Date | null;
  created_at: Date;
  done_at: Generated<Date | null>;
}

export interface MoneyIssuesTable {
  id: string;
  ca_id: string;
  channel: PayChannel;
  kind: MoneyIssueKind;
  once_key: string;
  order_id: string | null;
  attempt: string | null;
  refund: string | null;
  amount_fen: number | null;
  expected_fen: number | null;
  reference: string | null;
  opened_at: Date;
  resolved_at: Generated<Date | null>;
  /** Null while it is open, and of what settled by itself: then the note is the settlement's code. */
  resolved_by: Generated<string | null>;
  note: Generated<string | null>;
  bill_id: Generated<string | null>;
}

export interface PayVouchersTable {
  id: string;
  ca_id: string;
  order_id: string;
  media_type: string;
  pages: number;
  bytes: number;
  uploaded_sha256: string;
  kept_sha256: string;
  uploaded_at: Date;
  replaced_at: Generated<Date | null>;
}

export interface BillsTable {
  id: string;
  ca_id: string;
  channel: GatewayName;
  /** The day in Asia/Shanghai: 2026-11-22. */
  day: string;
  state: 'awaited' | 'read' | 'reconciled' | 'failed';
  failure: string | null;
  paid_lines: Generated<number>;
  paid_fen: Generated<number>;
  refunded_lines: Generated<number>;
  refunded_fen: Generated<number>;
  asked_at: Date;
  reconciled_at: Generated<Date | null>;
}

export interface BillLinesTable {
  bill_id: string;
  line: number;
  kind: 'paid' | 'refunded';
  number: string;
  reference: string;
  refund: string | null;
  amount_fen: number;
  at: Date;
}
