import { writeLeaf } from '../audit/write.ts';
import type { Context, Trx } from '../context.ts';
import { forgetFiles } from '../materials/forget.ts';
import type { OrderRow } from './move.ts';

/** The privacy text promises these: 30 days for what was never reviewed, certificate expiry plus five years (电子签名法 §24) for the rest. */
const unreviewedDays = 30;
const retainedYears = 5;
const atOnceMax = 200;

/** Job `orders.forget`: at the end of its retention an order loses form, materials and files; number, state and audit stay. @returns how many. */
export async function forgetOrders(ctx: Context): Promise<number> {
  const now = ctx.clock();
  const unreviewedBefore = new Date(now.getTime() - unreviewedDays * 24 * 3_600_000);
  const expiredBefore = new Date(now);
  expiredBefore.setUTCFullYear(now.getUTCFullYear() - retainedYears);
  const due = await ctx.db
    .selectFrom('orders')
    .select('id')
    .where('ca_id', '=', ctx.caId)
    .where('forgotten_at', 'is', null)
    .where('status', 'in', ['cancelled', 'expired', 'completed'])
    .where((eb) =>
      eb.or([
        eb.and([eb('submitted_at', 'is', null), eb('created_at', '<', unreviewedBefore)]),
        eb('certificate_not_after', '<', expiredBefore),
      ]),
    )
    .limit(atOnceMax)
    .execute();
  for (const { id } of due) {
    const keys = await ctx.db.transaction().execute((trx) => forgetOne(trx, ctx, id, now));
    await forgetFiles(ctx, keys);
  }
  return due.length;
}

async function forgetOne(trx: Trx, ctx: Context, id: string, now: Date): Promise<string[]> {
  const order: OrderRow = await trx
    .selectFrom('orders')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (order.forgotten_at) return [];
  const materials = trx.selectFrom('materials').select('id').where('order_id', '=', id);
  const vouchers = trx.selectFrom('pay_vouchers').select('id').where('order_id', '=', id);
  const files = await trx
    .deleteFrom('files')
    .where((either) => either.or([either('material_id', 'in', materials), either('voucher_id', 'in', vouchers)]))
    .returning('store_key')
    .execute();
  await trx.deleteFrom('pay_vouchers').where('order_id', '=', id).execute();
  await trx.deleteFrom('materials').where('order_id', '=', id).execute();
  await trx.updateTable('order_risks').set({ facts_sealed: null }).where('order_id', '=', id).execute();
  await trx.updateTable('orders').set({ form_sealed: '', forgotten_at: now }).where('id', '=', id).execute();
  const origin = { ctx, at: now, actor: 'system', operation: 'orders.forget', requestId: null };
  await writeLeaf(trx, origin, { subject: order.number, detail: { files: files.length } });
  return files.map((file) => file.store_key);
}
