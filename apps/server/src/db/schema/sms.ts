import type { Generated } from 'kysely';

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
