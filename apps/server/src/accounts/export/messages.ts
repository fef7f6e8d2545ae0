import type { Context } from '../../context.ts';

const messagesOf = ({ db, caId }: Context, channel: 'sms' | 'mail') =>
  db
    .selectFrom('sms_messages')
    .select(['template', 'state', 'created_at as createdAt', 'sent_at as sentAt'])
    .where('ca_id', '=', caId)
    .where('channel', '=', channel)
    .orderBy('created_at');
export const smsOf = (ctx: Context, mobileIndex: string) =>
  messagesOf(ctx, 'sms').where('mobile_index', '=', mobileIndex).execute();

/** Those to the address that the account has proved, and those about its orders: another address may be somebody else's. */
export const mailsOf = (ctx: Context, accountId: string, noticeMail: string | null) =>
  messagesOf(ctx, 'mail')
    .where((either) =>
      either.or([
        either(
          'order_id',
          'in',
          either.selectFrom('orders').select('id').where('ca_id', '=', ctx.caId).where('account_id', '=', accountId),
        ),
        ...(noticeMail === null ? [] : [either('mobile_index', '=', ctx.personal.index('mail', noticeMail))]),
      ]),
    )
    .execute();
