import { handle } from '../operation.ts';
import { readPolicy } from './policy.ts';

/** Open sessions, newest first: neither ended nor idle nor over by the policy of now. */
export const sessions = handle('staff.sessions', async (_input, { ctx, who, now }) => {
  const { idleMinutes, absoluteHours } = await readPolicy(ctx.db, ctx.caId);
  const rows = await ctx.db
    .selectFrom('sessions')
    .select(['id', 'device', 'created_at', 'seen_at'])
    .where('ca_id', '=', ctx.caId)
    .where('staff_id', '=', who.staffId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .where('seen_at', '>', new Date(now.getTime() - idleMinutes * 60_000))
    .where('created_at', '>', new Date(now.getTime() - absoluteHours * 3_600_000))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(100)
    .execute();
  const items = rows.map(({ id, device, created_at, seen_at }) => ({
    id,
    device,
    createdAt: created_at.toISOString(),
    seenAt: seen_at.toISOString(),
    isThis: id === who.sessionId,
  }));
  return { items };
});
