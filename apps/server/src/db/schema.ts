import type { Chain, ServerState, WireMessage } from '@jiesuo/ceremony';
import type { ReadUkey } from '@jiesuo/contract';
import type { ColumnType, Generated } from 'kysely';

/** Reads as the parsed value; written as JSON text, because `pg` would take an array for a PostgreSQL array. */
export type Json<T> = ColumnType<T, string, string>;
export type JsonOrNull<T> = ColumnType<T | null, string | null | undefined, string | null>;

export interface CasTable {
  id: string;
  code: string;
  created_at: Generated<Date>;
}

export interface AccountsTable {
  id: string;
  ca_id: string;
  mobile_sealed: string | null;
  mobile_index: string | null;
  password_hash: string;
  organisation: string;
  contact_sealed: string;
  email_sealed: string | null;
  created_at: Date;
  removed_at: Date | null;
}

export interface SmsCodesTable {
  id: string;
  ca_id: string;
  mobile_index: string;
  purpose: 'register' | 'reset_password' | 'step_up';
  bound_to: Generated<string>;
  address_index: string | null;
  code_hash: string;
  tries_left: number;
  created_at: Date;
  expires_at: Date;
  used_at: Date | null;
}

export interface LogInFailuresTable {
  id: string;
  ca_id: string;
  subject_index: string;
  address_index: string;
  at: Date;
}

export interface StaffTable {
  id: string;
  ca_id: string;
  name: string;
  display_name: string;
  password_hash: string;
  totp_sealed: string;
  totp_step: Generated<number>;
  roles: string[];
  is_disabled: Generated<boolean>;
  last_log_in_at: Date | null;
  created_at: Date;
}

export interface SessionsTable {
  id: string;
  ca_id: string;
  account_id: string | null;
  staff_id: string | null;
  token_hash: string;
  device: string;
  created_at: Date;
  seen_at: Date;
  expires_at: Date;
  ended_at: Date | null;
}

export interface AddressesTable {
  id: string;
  ca_id: string;
  account_id: string;
  receiver_sealed: string;
  mobile_sealed: string;
  region_code: string;
  region: string[];
  street_sealed: string;
  is_default: boolean;
  created_at: Date;
}

export interface UkeysTable {
  id: string;
  ca_id: string;
  serial: string;
  model: string;
  certificate: Buffer;
  fingerprint: string;
  certificate_serial: string;
  subscriber: string;
  not_after: Date;
  status: Generated<'active' | 'lost' | 'revoked'>;
  contact_sealed: string | null;
  admin_tries_left: number | null;
  user_tries_left: number | null;
  seen_at: Date | null;
  imported_at: Date;
  updated_at: Date;
}

export interface AdminSecretsTable {
  id: string;
  ca_id: string;
  ukey_id: string;
  version: number;
  state: 'active' | 'proposed' | 'retired';
  sealed: string;
  digest: string;
  is_weak: boolean;
  is_exposed: Generated<boolean>;
  is_wrong: Generated<boolean>;
  created_at: Date;
}

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
}

export interface OrderEventsTable {
  id: string;
  ca_id: string;
  order_id: string;
  at: Date;
  event: string;
  note: string | null;
}

export interface ConsentsTable {
  id: string;
  ca_id: string;
  account_id: string;
  order_id: string | null;
  kind: 'terms' | 'privacy' | 'id_card';
  version: string;
  text_hash: string;
  given_at: Date;
}

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

export interface PaymentsTable {
  id: string;
  ca_id: string;
  order_id: string;
  channel: 'bank_transfer';
  amount_fen: number;
  state: 'awaited' | 'received';
  payer: string | null;
  bank_reference: string | null;
  confirmed_by: string | null;
  confirmed_at: Date | null;
  created_at: Date;
}

export interface SmsMessagesTable {
  id: string;
  ca_id: string;
  mobile_sealed: string;
  mobile_masked: string;
  mobile_index: string;
  template: string;
  variables_sealed: string | null;
  order_id: string | null;
  once_key: string | null;
  state: Generated<'queued' | 'sent' | 'failed'>;
  attempts: Generated<number>;
  failure: string | null;
  provider_id: string | null;
  created_at: Date;
  sent_at: Date | null;
}

export interface CeremoniesTable {
  id: string;
  ca_id: string;
  order_id: string;
  ukey_id: string;
  status:
    | 'opened'
    | 'authorised'
    | 'unblocked'
    | 'changed'
    | 'unknown'
    | 'completed'
    | 'failed'
    | 'cancelled'
    | 'expired';
  failure: string | null;
  method: string;
  secret_version: number;
  state: Json<ServerState>;
  created_at: Date;
  updated_at: Date;
}

export interface PairingsTable {
  id: string;
  ca_id: string;
  account_id: string;
  session_id: string;
  purpose: 'read' | 'reset';
  order_id: string | null;
  code_hash: string;
  ceremony_id: string;
  leg: Generated<number>;
  hello: string | null;
  ticket: JsonOrNull<WireMessage>;
  sealed: string | null;
  chain: JsonOrNull<Chain>;
  readings: JsonOrNull<ReadUkey[]>;
  state: Generated<'waiting' | 'paired' | 'done' | 'too_old'>;
  created_at: Date;
  expires_at: Date;
  redeemed_at: Date | null;
}

export interface CeremonyMessagesTable {
  ceremony_id: string;
  leg: number;
  seq: number;
  request: Json<WireMessage>;
  request_hash: string;
  answer: Json<WireMessage>;
  at: Date;
}

export interface EvidenceTable {
  order_id: string;
  ca_id: string;
  bundle: string;
  created_at: Date;
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

export interface JobsTable {
  id: string;
  name: string;
  data: Json<Record<string, unknown>>;
  singleton_key: string | null;
  is_recurring: Generated<boolean>;
  run_at: Date;
  attempts: Generated<number>;
  locked_until: Date | null;
  lock_token: string | null;
  failure: string | null;
  dead_at: Date | null;
  created_at: Date;
}

export interface Database {
  cas: CasTable;
  accounts: AccountsTable;
  sms_codes: SmsCodesTable;
  log_in_failures: LogInFailuresTable;
  staff: StaffTable;
  sessions: SessionsTable;
  addresses: AddressesTable;
  ukeys: UkeysTable;
  admin_secrets: AdminSecretsTable;
  drafts: DraftsTable;
  orders: OrdersTable;
  order_events: OrderEventsTable;
  consents: ConsentsTable;
  materials: MaterialsTable;
  files: FilesTable;
  payments: PaymentsTable;
  sms_messages: SmsMessagesTable;
  ceremonies: CeremoniesTable;
  pairings: PairingsTable;
  ceremony_messages: CeremonyMessagesTable;
  evidence: EvidenceTable;
  settings: SettingsTable;
  notices: NoticesTable;
  audit_leaves: AuditLeavesTable;
  jobs: JobsTable;
}
