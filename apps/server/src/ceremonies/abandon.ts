import { serverStep } from '@jiesuo/ceremony';
import type { Trx } from '../context.ts';
import { Refusal } from '../refusal.ts';
import { liveStatuses } from './live.ts';

/**
 * Ends the order's live ceremony when its outcome will never be known: 核对中, or nothing asked of K yet. The caller holds the order's lock.
 * @throws Refusal `order_ceremony_running` while a bridge may still be at work.
 */
export async function abandonCeremony(trx: Trx, orderId: string, now: Date): Promise<void> {
  const ceremony = await trx
    .selectFrom('ceremonies')
    .selectAll()
    .where('order_id', '=', orderId)
    .where('status', 'in', liveStatuses)
    .forUpdate()
    .executeTakeFirst();
  if (!ceremony) return;
  const step = serverStep(ceremony.state, { type: 'abandon' }, now);
  if ('refusal' in step) throw new Refusal('order_ceremony_running');
  await trx
    .updateTable('ceremonies')
    .set({
      state: JSON.stringify(step.state),
      status: step.state.status,
      failure: step.state.failure,
      updated_at: now,
    })
    .where('id', '=', ceremony.id)
    .execute();
}
