import { handle } from '../operation.ts';
import { stateOf } from './lock.ts';

/** The newest 200: an installation has a handful. */
const most = 200;

export const list = handle('apiKeys.list', async (_, { ctx, who, now }) => {
  const rows = await ctx.db
    .selectFrom('api_keys')
    .innerJoin('staff as asker', 'asker.id', 'api_keys.asked_by')
    .leftJoin('staff as settler', 'settler.id', 'api_keys.settled_by')
    .selectAll('api_keys')
    .select(['asker.display_name as asker', 'settler.display_name as settler'])
    .where('api_keys.ca_id', '=', ctx.caId)
    .orderBy('api_keys.asked_at', 'desc')
    .limit(most)
    .execute();
  const secrets = await ctx.db
    .selectFrom('api_key_secrets')
    .select(['key_id', 'hint', 'ends_at'])
    .where('ca_id', '=', ctx.caId)
    .where((eb) => eb.or([eb('ends_at', 'is', null), eb('ends_at', '>', now)]))
    .orderBy('created_at', 'desc')
    .execute();
  return {
    items: rows.map((row) => {
      const state = stateOf(row, now);
      const waitsFor = state === 'waiting' ? row.guard : null;
      return {
        id: row.id,
        name: row.name,
        state,
        scopes: row.scopes,
        allowList: row.allow_list,
        perMinute: row.per_minute,
        secrets: secrets
          .filter((one) => one.key_id === row.id)
          .map(({ hint, ends_at }) => ({ hint, endsAt: ends_at?.toISOString() ?? null })),
        askedBy: row.asker,
        askedAt: row.asked_at.toISOString(),
        settledBy: row.settler,
        expiresAt: row.expires_at.toISOString(),
        usedAt: row.used_at?.toISOString() ?? null,
        usedFrom: row.used_from,
        waitsFor,
        maySettle: waitsFor !== null && who.roles.includes(waitsFor) && row.asked_by !== who.staffId,
      };
    }),
  };
});
