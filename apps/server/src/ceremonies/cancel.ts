import { isLive, serverStep } from '@jiesuo/ceremony';
import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';

/** Gives up what asked nothing of K yet; past that the ceremony must be settled, not forgotten. Locks as `exchange` does: order, ceremony, pairing. */
export const cancel = handle('ceremonies.cancel', ({ pairing: id }, { who, now, write }) =>
  write(async (trx, leaf) => {
    const found = await trx
      .selectFrom('pairings')
      .select(['ceremony_id', 'order_id'])
      .where('id', '=', id)
      .where('account_id', '=', who.accountId)
      .executeTakeFirst();
    if (!found) throw new Refusal('not_found');
    await trx.selectFrom('orders').select('id').where('id', '=', found.order_id).forUpdate().execute();
    const ceremony = await trx
      .selectFrom('ceremonies')
      .selectAll()
      .where('id', '=', found.ceremony_id)
      .forUpdate()
      .executeTakeFirst();
    if (ceremony && isLive(ceremony.status)) {
      const step = serverStep(ceremony.state, { type: 'cancel' }, now);
      if ('refusal' in step) throw new Refusal('order_ceremony_running');
      await trx
        .updateTable('ceremonies')
        .set({ status: step.state.status, state: JSON.stringify(step.state), updated_at: now })
        .where('id', '=', ceremony.id)
        .execute();
    }
    await trx.updateTable('pairings').set({ state: 'done', expires_at: now }).where('id', '=', id).execute();
    leaf({ detail: { pairing: id } });
    return {};
  }),
);
