import type { StaffRole } from '@jiesuo/contract';
import type { Generated } from 'kysely';

export interface StaffTable {
  id: string;
  ca_id: string;
  name: string;
  display_name: string;
  password_hash: string | null;
  totp_sealed: string | null;
  totp_next_sealed: Generated<string | null>;
  totp_step: Generated<number>;
  roles: string[];
  is_disabled: Generated<boolean>;
  invitation_hash: Generated<string | null>;
  invited_until: Generated<Date | null>;
  last_log_in_at: Date | null;
  created_at: Date;
  mobile_index: Generated<string | null>;
  mobile_sealed: Generated<string | null>;
}

export interface StaffPasskeysTable {
  id: string;
  ca_id: string;
  staff_id: string;
  credential_id: string;
  public_key: Buffer;
  counter: number;
  transports: string[];
  name: string;
  created_at: Date;
  used_at: Date | null;
  suspect_at: Generated<Date | null>;
}

export interface StaffChallengesTable {
  id: string;
  ca_id: string;
  purpose: 'log_in' | 'step_up' | 'create';
  staff_id: string | null;
  session_id: string | null;
  challenge: string;
  expires_at: Date;
  used_at: Generated<Date | null>;
}

export interface StaffProposalsTable {
  id: string;
  ca_id: string;
  staff_id: string;
  kind: 'roles' | 'reset';
  roles: StaffRole[];
  reason: string;
  asked_by: string;
  asked_at: Date;
  decision: Generated<'confirm' | 'refuse' | null>;
  decided_by: Generated<string | null>;
  decided_at: Generated<Date | null>;
}
