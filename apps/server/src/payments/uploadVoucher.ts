import { v7 as uuid } from 'uuid';
import type { Trx } from '../context.ts';
import { decode } from '../materials/decode/decode.ts';
import { forgetFiles } from '../materials/forget.ts';
import { keepPages, sha256 } from '../materials/keep.ts';
import { handle } from '../operation.ts';
import { findOwnOrder, lockOwnOrder } from '../orders/lock.ts';
import type { OrderRow } from '../orders/move.ts';
import { Refusal } from '../refusal.ts';

const bytesMax = 10 * 1024 * 1024;
/** An order keeps every voucher for finance; nobody needs more tries than this. */
const vouchersMax = 10;

export const uploadVoucher = handle('payments.uploadVoucher', async ({ number }, act) => {
  const { ctx, who, now, body } = act;
  if (body.length === 0) throw new Refusal('material_broken');
  if (body.length > bytesMax) throw new Refusal('material_too_large');
  // Judged twice: now, so that nobody makes us decode what has no place to go; and under the lock, where it counts.
  judge(await findOwnOrder(ctx.db, ctx, number, who.accountId));
  const decoded = await decode(body);
  const files = await keepPages(ctx, decoded);
  try {
    return await act.write(async (trx, leaf) => {
      const order = judge(await lockOwnOrder(trx, ctx, number, who.accountId));
      await replace(trx, order, now);
      const id = uuid();
      const keptSha256 = sha256(decoded.kept);
      await trx
        .insertInto('pay_vouchers')
        .values({
          id,
          ca_id: ctx.caId,
          order_id: order.id,
          media_type: decoded.mediaType,
          pages: decoded.pages.length,
          bytes: decoded.kept.length,
          uploaded_sha256: sha256(body),
          kept_sha256: keptSha256,
          uploaded_at: now,
        })
        .execute();
      await trx
        .insertInto('files')
        .values(
          files.map((file) => ({
            ...file,
            id: uuid(),
            ca_id: ctx.caId,
            material_id: null,
            voucher_id: id,
            created_at: now,
          })),
        )
        .execute();
      leaf({ subject: number, detail: { voucher: id, keptSha256 } });
      return { pages: decoded.pages.length, uploadedAt: now.toISOString() };
    });
  } catch (error) {
    await forgetFiles(
      ctx,
      files.map((file) => file.store_key),
    );
    throw error;
  }
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
