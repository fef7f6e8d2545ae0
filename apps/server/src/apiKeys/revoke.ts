import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { lockKey, stateOf } from './lock.ts';

export const revoke = handle('apiKeys.revoke', ({ id, reason }, { ctx, now, write }) =>
  write(async (trx, leaf) => {
    const key = await lockKey(trx, ctx, id);
    if (!['active', 'waiting'].includes(stateOf(key, now))) throw new Refusal('api_key_settled');
    await trx.updateTable('api_keys').set({ state: 'revoked', ended_at: now }).where('id', '=', id).execute();
    leaf({ subject: `key:${id}`, detail: { reason } });
    return {};
  }),
);
