import type { Context, Trx } from '../context.ts';
import { type InvoiceRow, titleOf } from './row.ts';

/**
 * By e-mail alone, to the address on the title or else to the one that notices go to: an SMS template more would have to be approved
 * by every provider before the product may start. The order's page says it too.
 */
export async function tellIssued(
  trx: Trx,
  ctx: Context,
  invoice: InvoiceRow,
  order: { readonly id: string; readonly number: string; readonly account_id: string },
): Promise<void> {
  if (ctx.config.mail === undefined) return;
  const to = titleOf(ctx, invoice).email || (await noticeMailOf(trx, ctx, order.account_id));
  if (!to) return;
  await ctx.sms.queueMail(trx, {
    to,
    template: 'invoice_issued',
    variables: { number: order.number },
    orderId: order.id,
    onceKey: `mail:invoice_issued:${invoice.number}`,
  });
}

async function noticeMailOf(trx: Trx, { personal }: Context, accountId: string): Promise<string | undefined> {
  const account = await trx
    .selectFrom('accounts')
    .select(['id', 'notice_mail_sealed'])
    .where('id', '=', accountId)
    .executeTakeFirst();
  if (!account?.notice_mail_sealed) return undefined;
  return personal.open(`accounts.notice_mail_sealed:${account.id}`, account.notice_mail_sealed);
}
