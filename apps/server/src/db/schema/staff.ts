import type { Generated } from 'kysely';

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
