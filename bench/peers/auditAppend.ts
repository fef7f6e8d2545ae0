import { randomUUID as uuid } from 'node:crypto';
import { writeLeaf } from '../../apps/server/src/audit/write.ts';
import type { Context, Trx } from '../../apps/server/src/context.ts';
import { insertOrder } from '../../e2e/money/arena.ts';
import { median } from '../figures/table.ts';
import { onGround } from './auditGround.ts';

// What the leaf adds to the write of an order's move: its row, its event and its SMS, as `orders/move.ts` writes them. Says the ratio with / without.
const pairs = Number(process.argv[2]);

await onGround(async (ctx) => {
  const { id, number } = await insertOrder(ctx);
  const write = async (hasLeaf: boolean) => {
    const since = performance.now();
    await ctx.db.transaction().execute(async (trx) => {
      await move(trx, ctx, id);
      const origin = { ctx, at: new Date(), actor: 'system', operation: 'orders.expire', requestId: null };
      if (hasLeaf) await writeLeaf(trx, origin, { subject: number, detail: { was: 'unpaid' } });
    });
    return performance.now() - since;
  };
  for (let i = 0; i < 50; i++) await write(i % 2 === 0);
  const [bare, whole]: [number[], number[]] = [[], []];
  for (let i = 0; i < pairs; i++) {
    bare.push(await write(false));
    whole.push(await write(true));
  }
  process.stderr.write(`${median(bare).toFixed(2)} ms without, ${median(whole).toFixed(2)} ms with its leaf\n`);
  return median(whole) / median(bare);
});

async function move(trx: Trx, ctx: Context, id: string): Promise<void> {
  const now = new Date();
  const order = await trx.selectFrom('orders').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow();
  await trx
    .updateTable('orders')
    .set({ version: order.version + 1, expires_at: now })
    .where('id', '=', id)
    .execute();
  await trx
    .insertInto('order_events')
    .values({ id: uuid(), ca_id: ctx.caId, order_id: id, at: now, event: 'expired', note: null })
    .execute();
  await ctx.sms.queue(trx, {
    to: '19900000001',
    template: 'order_refunded',
    variables: { number: order.number },
    orderId: id,
    onceKey: uuid(),
  });
}
