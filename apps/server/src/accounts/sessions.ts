import { handle } from '../operation.ts';

/** Open sessions, newest first. */
export const sessions = handle('accounts.sessions', async (_input, { ctx, who, now }) => {
  const rows = await ctx.db
    .selectFrom('sessions')
    .select(['id', 'device', 'address_masked', 'created_at', 'seen_at'])
    .where('ca_id', '=', ctx.caId)
    .where('account_id', '=', who.accountId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(100)
    .execute();
  const items = rows.map(({ id, device, address_masked, created_at, seen_at }) => ({
    id,
    device,
    address: address_masked,
    createdAt: created_at.toISOString(),
    seenAt: seen_at.toISOString(),
    isThis: id === who.sessionId,
  }));
  return { items };
});
