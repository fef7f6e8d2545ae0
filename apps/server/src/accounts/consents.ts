import { handle } from '../operation.ts';

export const consents = handle('accounts.consents', async (_input, { ctx, who }) => {
  const rows = await ctx.db
    .selectFrom('consents')
    .leftJoin('orders', 'orders.id', 'consents.order_id')
    .select([
      'consents.id',
      'consents.kind',
      'consents.version',
      'consents.given_at',
      'consents.withdrawn_at',
      'orders.number',
    ])
    .where('consents.ca_id', '=', ctx.caId)
    .where('consents.account_id', '=', who.accountId)
    .orderBy('consents.given_at', 'desc')
    .orderBy('consents.id', 'desc')
    .execute();
  return {
    items: rows.map(({ id, kind, version, given_at, withdrawn_at, number }) => ({
      id,
      kind,
      version,
      givenAt: given_at.toISOString(),
      withdrawnAt: withdrawn_at?.toISOString() ?? null,
      order: number,
    })),
  };
});
