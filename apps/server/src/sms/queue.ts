import { v7 as uuid } from 'uuid';
import type { Context, Trx } from '../context.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { maskMobile } from '../personal/mask.ts';
import { render } from './templates.ts';

export type SmsTemplate =
  | 'code_register'
  | 'code_reset_password'
  | 'code_step_up'
  | 'order_approved'
  | 'order_refused'
  | 'reset_granted'
  | 'reset_not_granted'
  | 'reset_opened'
  | 'reset_completed';

export interface SmsToSend {
  readonly to: string;
  readonly template: SmsTemplate;
  readonly variables: Readonly<Record<string, string>>;
  readonly orderId?: string;
  /** Queued at most once for the same key: e.g. `order_approved:<order id>:<order version>`. */
  readonly onceKey?: string;
}
export interface Sms {
  /**
   * Queues in the transaction that changes the order: rolled back, it was never queued.
   * @throws Error when a variable of the template is missing.
   */
  queue(trx: Trx, sms: SmsToSend): Promise<void>;
}

/** Message and job are written together: neither is ever there without the other. */
export const createSms = ({
  caId,
  personal,
  clock,
  jobs,
}: Pick<Context, 'caId' | 'personal' | 'clock'> & { readonly jobs: Pick<Jobs, 'send'> }): Sms => ({
  async queue(trx, { to, template, variables, orderId, onceKey }) {
    render(template, variables, '');
    const id = uuid();
    const queued = await trx
      .insertInto('sms_messages')
      .values({
        id,
        ca_id: caId,
        mobile_sealed: personal.seal(`sms_messages.mobile_sealed:${id}`, to),
        mobile_masked: maskMobile(to),
        mobile_index: personal.index('mobile', to),
        template,
        variables_sealed: personal.seal(`sms_messages.variables_sealed:${id}`, JSON.stringify(variables)),
        order_id: orderId ?? null,
        once_key: onceKey ?? null,
        failure: null,
        provider_id: null,
        created_at: clock(),
        sent_at: null,
      })
      .onConflict((c) => c.column('once_key').doNothing())
      .returning('id')
      .executeTakeFirst();
    if (queued) await jobs.send(trx, 'sms.send', { id });
  },
});
