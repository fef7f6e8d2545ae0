import type { Generated } from 'kysely';

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
  contact_index: Generated<string | null>;
  contact_mail_sealed: Generated<string | null>;
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
  /** The order for whose reset it left the server. */
  exposed_for: Generated<string | null>;
  is_wrong: Generated<boolean>;
  created_at: Date;
}
