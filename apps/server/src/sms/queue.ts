import type { Trx } from '../context.ts';

export type SmsTemplate = 'code_register' | 'code_reset_password' | 'code_step_up' | 'order_approved' | 'order_refused' | 'reset_opened' | 'reset_completed';

export interface SmsToSend {
  readonly to: string;
  readonly template: SmsTemplate;
  readonly variables: Readonly<Record<string, string>>;
  readonly orderId?: string;
  /** Queued at most once for the same key: e.g. `order_approved:<order id>:<order version>`. */
  readonly onceKey?: string;
}
export interface Sms {
  /** Queues in the transaction that changes the order: rolled back, it was never queued. */
  queue(trx: Trx, sms: SmsToSend): Promise<void>;
}
