import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { lockKey, stateOf } from './lock.ts';

/** The word of the one whose duty the key would do. */
export const settle = handle('apiKeys.settle', ({ id, decision, reason }, { ctx, who, now, write }) =>
  write(async (trx, leaf) => {
    const key = await lockKey(trx, ctx, id);
    if (!key.guard || !who.roles.includes(key.guard)) throw new Refusal('not_found');
    if (stateOf(key, now) !== 'waiting') throw new Refusal('api_key_settled');
    if (key.asked_by === who.staffId) throw new Refusal('api_key_asker_may_not');
    await trx
      .updateTable('api_keys')
      .set({
        state: decision === 'approve' ? 'active' : 'returned',
        settled_by: who.staffId,
        settled_at: now,
        ...(decision === 'approve' ? {} : { ended_at: now }),
      })
      .where('id', '=', id)
      .execute();
    leaf({ subject: `key:${id}`, detail: { decision, reason, scopes: key.scopes } });
    return {};
  }),
);
