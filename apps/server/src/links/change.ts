import { sql } from 'kysely';
import { handle } from '../operation.ts';
import { originsKey, readOrigins } from './origins.ts';

export const change = handle('links.change', ({ origins }, { ctx, now, write }) =>
  write(async (trx, leaf) => {
    await sql`select id from cas where id = ${ctx.caId} for update`.execute(trx);
    const before = await readOrigins(trx, ctx.caId);
    const value = JSON.stringify(origins);
    await trx
      .insertInto('settings')
      .values({ ca_id: ctx.caId, key: originsKey, value, changed_at: now })
      .onConflict((c) => c.columns(['ca_id', 'key']).doUpdateSet({ value, changed_at: now }))
      .execute();
    leaf({ subject: originsKey, detail: { before, after: origins } });
    return { origins };
  }),
);
