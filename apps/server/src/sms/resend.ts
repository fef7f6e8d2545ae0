import type { Trx } from '../context.ts';
import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import type { SmsTemplate } from './queue.ts';
import { isResendable } from './resendable.ts';

/** A new message with the same words to the same person, once for each that was not sent; who had it sent, and why, is in the audit log. */
export const resend = handle('sms.resend', async ({ id, reason }, act) => {
  const { ctx } = act;
  return act.write(async (trx, leaf) => {
    const row = await trx
      .selectFrom('sms_messages')
      .selectAll()
      .where('id', '=', id)
      .where('ca_id', '=', ctx.caId)
      .forUpdate()
      .executeTakeFirst();
    if (!row) throw new Refusal('not_found');
    if (!isResendable(row, await wasResent(trx, id)) || row.variables_sealed === null)
      throw new Refusal('message_not_resendable');
    const variables = JSON.parse(
      ctx.personal.open(`sms_messages.variables_sealed:${id}`, row.variables_sealed),
    ) as Record<string, string>;
    const isQueued = await ctx.sms.again(trx, {
      channel: row.channel,
      to: ctx.personal.open(`sms_messages.mobile_sealed:${id}`, row.mobile_sealed),
      template: row.template as SmsTemplate,
      variables,
      ...(row.order_id === null ? {} : { orderId: row.order_id }),
      resends: id,
    });
    if (!isQueued) throw new Refusal('message_not_resendable');
    leaf({ subject: id, detail: { template: row.template, channel: row.channel, state: row.state, reason } });
    return {};
  });
});

async function wasResent(trx: Trx, id: string): Promise<boolean> {
  const again = await trx.selectFrom('sms_messages').select('id').where('resends', '=', id).executeTakeFirst();
  return again !== undefined;
}
