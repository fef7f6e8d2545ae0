import type { Trx } from '../context.ts';
import type { StoredFile } from '../retention/record.ts';

const vouchersIn = (trx: Trx, order: string) =>
  trx.selectFrom('pay_vouchers').select('id').where('order_id', '=', order);

export const voucherFilesOf = (trx: Trx, order: string): Promise<StoredFile[]> =>
  trx.selectFrom('files').select(['store_key', 'bytes']).where('voucher_id', 'in', vouchersIn(trx, order)).execute();

/** Vouchers, payers' names and notes of an order's money; amounts, times and references stay in the books. */
export async function erasePayments(trx: Trx, order: string): Promise<void> {
  await trx.deleteFrom('files').where('voucher_id', 'in', vouchersIn(trx, order)).execute();
  await trx.deleteFrom('pay_vouchers').where('order_id', '=', order).execute();
  await trx.updateTable('pay_attempts').set({ payer_sealed: null }).where('order_id', '=', order).execute();
  await trx.updateTable('refunds').set({ note: null, decision_note: null }).where('order_id', '=', order).execute();
  await trx.updateTable('money_issues').set({ note: null }).where('order_id', '=', order).execute();
}
