import type { AttemptOutcome, MessageProvider, MessageState } from '@jiesuo/contract/console';
import type { Generated } from 'kysely';

export interface SmsMessagesTable {
  id: string;
  ca_id: string;
  channel: Generated<'sms' | 'mail'>;
  /** Of `mail`: the address, in these three. */
  mobile_sealed: string;
  mobile_masked: string;
  mobile_index: string;
  template: string;
  variables_sealed: string | null;
  order_id: string | null;
  once_key: string | null;
  state: Generated<MessageState>;
  attempts: Generated<number>;
  failure: string | null;
  provider: MessageProvider | null;
  provider_id: string | null;
  created_at: Date;
  due_at: Date;
  sent_at: Date | null;
  delivered_at: Date | null;
  resends: string | null;
}

export interface SmsAttemptsTable {
  id: string;
  ca_id: string;
  message_id: string;
  provider: MessageProvider;
  at: Date;
  outcome: AttemptOutcome | null;
  code: string | null;
}

export interface SmsCircuitsTable {
  ca_id: string;
  provider: MessageProvider;
  failures: Generated<number>;
  open_until: Date | null;
  since: Date | null;
  is_alarm: Generated<boolean>;
  code: string | null;
}

export interface CaptchaUsesTable {
  ca_id: string;
  nonce: string;
  until: Date;
}
