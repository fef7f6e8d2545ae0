import { v7 as uuid } from 'uuid';
import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { lockKey, stateOf } from './lock.ts';
import { newSecret } from './secret.ts';

/** The key stays what it is; at most two secrets open it, and the older one only for the overlap. */
export const rotate = handle('apiKeys.rotate', ({ id, overlapHours }, { ctx, now, write }) =>
  write(async (trx, leaf) => {
    const key = await lockKey(trx, ctx, id);
    if (stateOf(key, now) !== 'active') throw new Refusal('api_key_settled');
    const oldEndsAt = new Date(now.getTime() + overlapHours * 3_600_000);
    const { secret, hash, hint } = newSecret();
    // One that was being replaced already has had its time.
    await trx
      .updateTable('api_key_secrets')
      .set({ ends_at: now })
      .where('key_id', '=', id)
      .where('ends_at', '>', now)
      .execute();
    await trx
      .updateTable('api_key_secrets')
      .set({ ends_at: oldEndsAt })
      .where('key_id', '=', id)
      .where('ends_at', 'is', null)
      .execute();
    await trx
      .insertInto('api_key_secrets')
      .values({ id: uuid(), ca_id: ctx.caId, key_id: id, hint, hash, created_at: now })
      .execute();
    leaf({ subject: `key:${id}`, detail: { overlapHours, secret: hint } });
    return { secret, oldEndsAt: oldEndsAt.toISOString() };
  }),
);
