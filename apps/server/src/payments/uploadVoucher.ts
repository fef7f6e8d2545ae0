import { v7 as uuid } from 'uuid';
import type { Trx } from '../context.ts';
import { takeIn } from '../materials/keep.ts';
import { handle } from '../operation.ts';
import { findOwnOrder, lockOwnOrder } from '../orders/lock.ts';
import type { OrderRow } from '../orders/move.ts';
import { Refusal } from '../refusal.ts';

/** An order keeps every voucher for finance; nobody needs more tries than this. */
const vouchersMax = 10;

export const uploadVoucher = handle('payments.uploadVoucher', async ({ number }, act) => {
  const { ctx, who, now } = act;
  const mayCome = async () => judge(await findOwnOrder(ctx.db, ctx, number, who.accountId));
  return takeIn(act, mayCome, ({ facts, filesOf }) =>
    act.write(async (trx, leaf) => {
      const order = judge(await lockOwnOrder(trx, ctx, number, who.accountId));
      await replace(trx, order, now);
      const id = uuid();
      await trx
        .insertInto('pay_vouchers')
        .values({ ...facts, id, ca_id: ctx.caId, order_id: order.id, uploaded_at: now })
        .execute();
      await trx
        .insertInto('files')
        .values(filesOf({ material_id: null, voucher_id: id }))
        .execute();
      leaf({ subject: number, detail: { voucher: id, keptSha256: facts.kept_sha256 } });
      return { pages: facts.pages, uploadedAt: now.toISOString() };
    }),
  );
});

function judge(order: OrderRow | undefined): OrderRow {
  if (!order) throw new Refusal('not_found');
  if (order.status !== 'unpaid') throw new Refusal('order_state');
  return order;
}

async function replace(trx: Trx, order: OrderRow, now: Date): Promise<void> {
  const before = await trx.selectFrom('pay_vouchers').select('id').where('order_id', '=', order.id).execute();
  if (before.length >= vouchersMax) throw new Refusal('conflict', { inside: 'too many vouchers of one order' });
  await trx
    .updateTable('pay_vouchers')
    .set({ replaced_at: now })
    .where('order_id', '=', order.id)
    .where('replaced_at', 'is', null)
    .execute();
}
