import { sql } from 'kysely';
import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';

/** The auditor sees each changed key with its old and its new value. */
export const change = handle('settings.change', async (input, act) => {
  const { ctx, now } = act;
  const keys = Object.keys(input) as (keyof typeof input)[];
  if (keys.length === 0) throw new Refusal('setting_refused', { inside: 'no setting was given' });
  return act.write(async (trx, leaf) => {
    await sql`select id from cas where id = ${ctx.caId} for update`.execute(trx);
    const before = await ctx.settings(trx);
    for (const key of keys) {
      const value = JSON.stringify(input[key]);
      await trx
        .insertInto('settings')
        .values({ ca_id: ctx.caId, key, value, changed_at: now })
        .onConflict((c) => c.columns(['ca_id', 'key']).doUpdateSet({ value, changed_at: now }))
        .execute();
    }
    const changes = keys.flatMap((key) => [
      [`${key}.old`, JSON.stringify(before[key])],
      [`${key}.new`, JSON.stringify(input[key])],
    ]);
    leaf({ subject: keys.join(','), detail: Object.fromEntries(changes) });
    return ctx.settings(trx);
  });
});
