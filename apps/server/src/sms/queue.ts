import { v7 as uuid } from 'uuid';
import type { Context, Trx } from '../context.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { MailTemplate } from '../mail/texts.ts';
import { maskMail, maskMobile } from '../personal/mask.ts';
import { isCode, render } from './templates.ts';

export type SmsTemplate =
  | 'code_register'
  | 'code_reset_password'
  | 'code_step_up'
  | 'code_mobile'
  | 'order_approved'
  | 'order_approved_later'
  | 'order_refused'
  | 'reset_granted'
  | 'reset_not_granted'
  | 'stop_offer'
  | 'reset_opened'
  | 'reset_completed'
  | 'order_refunded'
  | 'mobile_change_asked'
  | 'mobile_changed'
  | 'mobile_change_refused'
  | 'mobile_now'
  | 'new_device'
  | 'staff_factors';

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
  /** The same for what only ever goes by e-mail. @returns whether it was queued. */
  queueMail(trx: Trx, mail: Omit<SmsToSend, 'template'> & { readonly template: MailTemplate }): Promise<boolean>;
  /** The same words again for a message that was not sent; once for each. @returns whether it was queued. */
  again(trx: Trx, message: MessageToQueue): Promise<boolean>;
}

/** Message and job are written together: neither is ever there without the other. A notice to a customer who asked for it goes by e-mail too. */
export const createSms = (ctx: QueuePart): Sms => ({
  async queue(trx, sms) {
    render(sms.template, sms.variables, '');
    await queueMessage(trx, ctx, { ...sms, channel: 'sms' });
    const mail = isCode(sms.template) || !ctx.hasMail ? undefined : await noticeMailOf(trx, ctx, sms.to);
    if (mail === undefined) return;
    const onceKey = sms.onceKey === undefined ? {} : { onceKey: `mail:${sms.onceKey}` };
    await queueMessage(trx, ctx, { ...sms, ...onceKey, channel: 'mail', to: mail });
  },
  queueMail: (trx, mail) => queueMessage(trx, ctx, { ...mail, channel: 'mail' }),
  again: (trx, message) => queueMessage(trx, ctx, message),
});

export type QueuePart = Pick<Context, 'caId' | 'personal' | 'clock'> & {
  readonly jobs: Pick<Jobs, 'send'>;
  /** Whether there is a mail server. */
  readonly hasMail: boolean;
};

export interface MessageToQueue extends Omit<SmsToSend, 'template'> {
  readonly channel: 'sms' | 'mail';
  readonly template: SmsTemplate | MailTemplate;
  readonly resends?: string;
}

/** One message with its job. @returns whether it was queued: not when `onceKey` was there already. */
async function queueMessage(
  trx: Trx,
  { caId, personal, clock, jobs }: Omit<QueuePart, 'hasMail'>,
  { channel, to, template, variables, orderId, onceKey, resends }: MessageToQueue,
): Promise<boolean> {
  const id = uuid();
  const queued = await trx
    .insertInto('sms_messages')
    .values({
      id,
      ca_id: caId,
      channel,
      mobile_sealed: personal.seal(`sms_messages.mobile_sealed:${id}`, to),
      mobile_masked: channel === 'mail' ? maskMail(to) : maskMobile(to),
      mobile_index: personal.index(channel === 'mail' ? 'mail' : 'mobile', to),
      template,
      variables_sealed: personal.seal(`sms_messages.variables_sealed:${id}`, JSON.stringify(variables)),
      order_id: orderId ?? null,
      once_key: onceKey ?? null,
      failure: null,
      provider: null,
      provider_id: null,
      created_at: clock(),
      due_at: clock(),
      sent_at: null,
      delivered_at: null,
      resends: resends ?? null,
    })
    .onConflict((c) => c.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (queued) await jobs.send(trx, 'sms.send', { id });
  return queued !== undefined;
}

async function noticeMailOf(
  trx: Trx,
  { caId, personal }: Pick<Context, 'caId' | 'personal'>,
  mobile: string,
): Promise<string | undefined> {
  const account = await trx
    .selectFrom('accounts')
    .select(['id', 'notice_mail_sealed'])
    .where('ca_id', '=', caId)
    .where('mobile_index', '=', personal.index('mobile', mobile))
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  if (!account?.notice_mail_sealed) return undefined;
  return personal.open(`accounts.notice_mail_sealed:${account.id}`, account.notice_mail_sealed);
}
