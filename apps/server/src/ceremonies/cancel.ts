import { serverStep } from '@jiesuo/ceremony';
import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';

/** Gives up what asked nothing of K yet; past that the ceremony must be settled, not forgotten. */
export const cancel = handle('ceremonies.cancel', ({ pairing: id }, { ctx, who, now, write }) =>
  write(async (trx, leaf) => {
    const pairing = await trx
      .selectFrom('pairings')
      .selectAll()
      .where('id', '=', id)
      .where('account_id', '=', who.accountId)
      .forUpdate()
      .executeTakeFirst();
    if (!pairing) throw new Refusal('not_found');
    const ceremony = await trx
      .selectFrom('ceremonies')
      .selectAll()
      .where('id', '=', pairing.ceremony_id)
      .forUpdate()
      .executeTakeFirst();
    if (ceremony) {
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
