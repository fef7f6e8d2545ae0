import { sql } from 'kysely';
import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { isAllowed, policyKey, readPolicy } from './policy.ts';

export const changePolicy = handle('staff.changePolicy', (policy, { ctx, now, address, write }) =>
  write(async (trx, leaf) => {
    if (!isAllowed(policy.allowList, address)) throw new Refusal('allow_list_locks_out');
    await sql`select id from cas where id = ${ctx.caId} for update`.execute(trx);
    const before = await readPolicy(trx, ctx.caId);
    const value = JSON.stringify(policy);
    await trx
      .insertInto('settings')
      .values({ ca_id: ctx.caId, key: policyKey, value, changed_at: now })
      .onConflict((c) => c.columns(['ca_id', 'key']).doUpdateSet({ value, changed_at: now }))
      .execute();
    leaf({ subject: policyKey, detail: { before: JSON.stringify(before), after: value } });
    return {};
  }),
);
