import { randomBytes } from 'node:crypto';
import { v7 as uuid } from 'uuid';
import type { Context, Db } from '../context.ts';

const lifeMinutes = 5;

/** What a challenge was made for; it is good for nothing else. */
export interface Bound {
  readonly purpose: 'log_in' | 'step_up' | 'create';
  readonly staffId: string | null;
  readonly sessionId: string | null;
}

/** 32 random bytes, kept until they are used or five minutes have passed (WebAuthn §13.4.3). */
export async function makeChallenge(
  ctx: Pick<Context, 'db' | 'caId'>,
  bound: Bound,
  now: Date,
): Promise<{ challengeId: string; challenge: string }> {
  const challengeId = uuid();
  const challenge = randomBytes(32).toString('base64url');
  await ctx.db
    .insertInto('staff_challenges')
    .values({
      id: challengeId,
      ca_id: ctx.caId,
      purpose: bound.purpose,
      staff_id: bound.staffId,
      session_id: bound.sessionId,
      challenge,
      expires_at: new Date(now.getTime() + lifeMinutes * 60_000),
    })
    .execute();
  return { challengeId, challenge };
}

/** Uses a challenge up, whatever the answer to it is worth: of two that bring the same one, the second finds it taken. @returns undefined when it is not there for this. */
export async function takeChallenge(
  ctx: Pick<Context, 'db' | 'caId'>,
  id: string,
  { purpose, staffId, sessionId }: Bound,
  now: Date,
): Promise<string | undefined> {
  const row = await ctx.db
    .updateTable('staff_challenges')
    .set({ used_at: now })
    .where('id', '=', id)
    .where('ca_id', '=', ctx.caId)
    .where('purpose', '=', purpose)
    .where('staff_id', staffId === null ? 'is' : '=', staffId)
    .where('session_id', sessionId === null ? 'is' : '=', sessionId)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning('challenge')
    .executeTakeFirst();
  return row?.challenge;
}

/** For the daily job. */
export async function forgetOldChallenges(db: Db, caId: string, now: Date): Promise<void> {
  await db.deleteFrom('staff_challenges').where('ca_id', '=', caId).where('expires_at', '<', now).execute();
}
