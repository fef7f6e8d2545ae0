import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';

export const watch = handle('ceremonies.watch', async ({ pairing: id }, { ctx, who, now }) => {
  const pairing = await ctx.db
    .selectFrom('pairings')
    .select(['id', 'purpose', 'state', 'readings', 'expires_at', 'ceremony_id', 'order_id'])
    .where('id', '=', id)
    .where('account_id', '=', who.accountId)
    .executeTakeFirst();
  if (!pairing) throw new Refusal('not_found');
  const ceremony =
    pairing.purpose === 'reset' && pairing.ceremony_id !== pairing.id
      ? await ctx.db
          .selectFrom('ceremonies')
          .select(['id', 'status', 'failure'])
          .where('id', '=', pairing.ceremony_id)
          .executeTakeFirst()
      : undefined;
  return {
    pairing: pairing.id,
    purpose: pairing.purpose,
    state: pairing.state === 'waiting' && now > pairing.expires_at ? ('expired' as const) : pairing.state,
    ukeys: pairing.readings,
    ceremony: ceremony ?? null,
  };
});
