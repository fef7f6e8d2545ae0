import type { Trx } from '../context.ts';
import type { StoredFile } from '../retention/record.ts';

/** All files that go with an order's data: those of materials, replaced ones too, and vouchers of money that never came. */
export async function filesOfOrder(trx: Trx, id: string): Promise<StoredFile[]> {
  const [materials, vouchers] = [materialsIn(trx, id), unpaidVouchersIn(trx, id)];
  return trx
    .selectFrom('files')
    .select(['store_key', 'bytes'])
    .where((either) => either.or([either('material_id', 'in', materials), either('voucher_id', 'in', vouchers)]))
    .execute();
}

/**
 * Empties the locked order: form, materials with all that was made of them, what rules saw, words that people wrote, transcript and evidence.
 * Number, organisation, serials, states, amounts and the audit log stay.
 */
export async function eraseOrder(trx: Trx, id: string, now: Date): Promise<void> {
  const [materials, vouchers] = [materialsIn(trx, id), unpaidVouchersIn(trx, id)];
  await trx
    .deleteFrom('files')
    .where((either) => either.or([either('material_id', 'in', materials), either('voucher_id', 'in', vouchers)]))
    .execute();
  await trx.deleteFrom('pay_vouchers').where('id', 'in', vouchers).execute();
  // Checks and prints of their pages go with them.
  await trx.deleteFrom('materials').where('order_id', '=', id).execute();
  await trx.updateTable('order_risks').set({ facts_sealed: null }).where('order_id', '=', id).execute();
  await trx.updateTable('order_events').set({ note: null }).where('order_id', '=', id).execute();
  await trx.updateTable('second_reviews').set({ reason: null }).where('order_id', '=', id).execute();
  await trx.updateTable('order_stops').set({ lift_reason: null }).where('order_id', '=', id).execute();
  await trx.updateTable('custody_decisions').set({ reason: '' }).where('order_id', '=', id).execute();
  await trx.updateTable('restricted_openings').set({ reason: null }).where('order_id', '=', id).execute();
  await trx.deleteFrom('stop_offers').where('order_id', '=', id).execute();
  await trx
    .deleteFrom('ceremony_messages')
    .where('ceremony_id', 'in', trx.selectFrom('ceremonies').select('id').where('order_id', '=', id))
    .execute();
  await trx.deleteFrom('pairings').where('order_id', '=', id).execute();
  await trx.deleteFrom('evidence').where('order_id', '=', id).execute();
  await trx
    .updateTable('orders')
    .set({ form_sealed: '', return_to: null, reference: null, forgotten_at: now })
    .where('id', '=', id)
    .execute();
}

const materialsIn = (trx: Trx, id: string) => trx.selectFrom('materials').select('id').where('order_id', '=', id);

/** A voucher of money that came belongs to the books, which have a clock of their own. */
const unpaidVouchersIn = (trx: Trx, id: string) =>
  trx
    .selectFrom('pay_vouchers')
    .innerJoin('orders', 'orders.id', 'pay_vouchers.order_id')
    .select('pay_vouchers.id')
    .where('pay_vouchers.order_id', '=', id)
    .where('orders.paid_fen', '=', 0);
