import type { Generated } from 'kysely';

export interface AccountsTable {
  id: string;
  ca_id: string;
  mobile_sealed: string | null;
  mobile_index: string | null;
  password_hash: string;
  organisation: string;
  contact_sealed: string;
  email_sealed: string | null;
  notice_mail_sealed: string | null;
  created_at: Date;
  removed_at: Date | null;
  recovered_at: Generated<Date | null>;
  reset_from: Generated<Date | null>;
}

export interface SmsCodesTable {
  id: string;
  ca_id: string;
  mobile_index: string;
  purpose: 'register' | 'reset_password' | 'step_up' | 'mail' | 'mobile_old' | 'mobile_new';
  bound_to: Generated<string>;
  address_index: string | null;
  account_id: string | null;
  session_id: string | null;
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
  proven_at: Generated<Date | null>;
  address_masked: Generated<string | null>;
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
  withdrawn_at: Generated<Date | null>;
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
