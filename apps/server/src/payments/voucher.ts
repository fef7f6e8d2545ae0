import { actorOf, writeLeaf } from '../audit/write.ts';
import { type Act, handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { watermark } from '../reviews/watermark.ts';

const when = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
  hour12: false,
});

/** Staff get pictures only, watermarked with who looks. The view is recorded before the picture leaves. */
export const voucher = handle('payments.voucher', async ({ number, page }, act) => {
  const { ctx, who, now, requestId } = act;
  const file = await findPage(act, number, page);
  if (!file) throw new Refusal('not_found');
  const origin = { ctx, at: now, actor: actorOf(who), operation: 'payments.voucher', requestId };
  await ctx.db
    .transaction()
    .execute((trx) => writeLeaf(trx, origin, { subject: number, detail: { voucher: file.id, page } }));
  const parts: Buffer[] = [];
  for await (const part of await ctx.files.get(file.store_key, file.data_key_sealed)) parts.push(part as Buffer);
  const lines = [`${who.name}　${when.format(now)}`, `${number}　仅用于核对转账`];
  return { mediaType: 'image/jpeg', body: await watermark(Buffer.concat(parts), lines) };
});

/** Page 0 is the voucher as it was kept: never given to a browser. */
const findPage = ({ ctx }: Pick<Act, 'ctx'>, number: string, page: number) =>
  ctx.db
    .selectFrom('files')
    .innerJoin('pay_vouchers', 'pay_vouchers.id', 'files.voucher_id')
    .innerJoin('orders', 'orders.id', 'pay_vouchers.order_id')
    .select(['files.store_key', 'files.data_key_sealed', 'pay_vouchers.id'])
    .where('orders.number', '=', number)
    .where('orders.ca_id', '=', ctx.caId)
    .where('pay_vouchers.replaced_at', 'is', null)
    .where('files.page', '=', page)
    .executeTakeFirst();
