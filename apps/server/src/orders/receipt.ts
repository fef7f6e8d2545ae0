import { methodWords, promptWords } from '@jiesuo/contract';
import { resetFacts } from '../custody/show.ts';
import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { readAbout } from './about.ts';
import { openForm } from './form.ts';
import { findOwnOrder } from './lock.ts';
import { drawReceipt } from './receiptPage.ts';

export const receipt = handle('orders.receipt', async ({ number }, { ctx, who, now }) => {
  const order = await findOwnOrder(ctx.db, ctx, number, who.accountId);
  if (order?.status !== 'completed') throw new Refusal('not_found');
  const payment = await ctx.db
    .selectFrom('pay_attempts')
    .select('paid_at')
    .where('order_id', '=', order.id)
    .where('use', '=', 'order')
    .executeTakeFirst();
  const { caName, productName, hotline } = await ctx.settings();
  const { method, prompt } = await resetFacts(ctx.db, ctx, order, await readAbout(ctx.db, order));
  const body = await drawReceipt({
    number,
    customerName: order.customer_name,
    representativeName: openForm(ctx, order).representativeName,
    ukeySerial: order.ukey_serial,
    certificateSerial: order.certificate_serial,
    feeFen: order.fee_fen,
    createdAt: order.created_at,
    paidAt: payment?.paid_at ?? null,
    completedAt: order.completed_at,
    method: method && methodWords[method].zh,
    prompt: prompt && promptWords(prompt).zh,
    caName,
    productName: productName.zh,
    hotline,
    now,
  });
  return { mediaType: 'application/pdf', body, saveAs: `${number}-办理回执.pdf` };
});
