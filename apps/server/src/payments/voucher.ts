import { sql } from 'kysely';
import { type Act, handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { assertReadable } from '../retention/restriction.ts';
import { showPage } from '../reviews/showPage.ts';

export const voucher = handle('payments.voucher', async ({ number, page }, act) => {
  const file = await findPage(act, number, page);
  if (!file) throw new Refusal('not_found');
  await assertReadable(act.ctx.db, act.ctx, { ...file, id: file.order_id }, act.who.staffId, act.now);
  return showPage(act, file, {
    operation: 'payments.voucher',
    leaf: { subject: number, detail: { voucher: file.id, page } },
    purpose: '仅用于核对转账',
  });
});

/** A voucher may outlive its order's data: it is closed all the same. Page 0 is the voucher as it was kept: never given to a browser. */
const findPage = ({ ctx }: Pick<Act, 'ctx'>, number: string, page: number) =>
  ctx.db
    .selectFrom('files')
    .innerJoin('pay_vouchers', 'pay_vouchers.id', 'files.voucher_id')
    .innerJoin('orders', 'orders.id', 'pay_vouchers.order_id')
    .select([
      'files.store_key',
      'files.data_key_sealed',
      'pay_vouchers.id',
      'orders.id as order_id',
      'orders.ended_at',
      'orders.restricted_from',
    ])
    .select(sql<null>`null`.as('forgotten_at'))
    .where('orders.number', '=', number)
    .where('orders.ca_id', '=', ctx.caId)
    .where('pay_vouchers.replaced_at', 'is', null)
    .where('files.page', '=', page)
    .executeTakeFirst();
