import { createHash, randomBytes } from 'node:crypto';
import { type StaffRole, staffRoles } from '@jiesuo/contract';
import { v7 as uuid } from 'uuid';
import type { Context, Db, Trx } from '../context.ts';
import type { Who } from '../operation.ts';

/** The person a session belongs to: exactly one of the two. */
export type SessionOwner = { readonly accountId: string } | { readonly staffId: string };
export type SideName = 'portal' | 'console';

/** Staff sessions are shorter than customers' (ASVS 7.3.1, 7.3.2; MLPS level 3). */
const lives = {
  portal: { idleMinutes: 30, absoluteHours: 12 },
  console: { idleMinutes: 15, absoluteHours: 8 },
} as const;
const seenEverySeconds = 60;

/** Only the hash is stored: a copy of the table opens no session (ASVS 7.2.1). */
const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');

/**
 * Opens a session; always a new token, so that none planted before log-in lives on (ASVS 7.2.4).
 * @returns the token for `act.cookie.set` (32 random bytes, base64url) and the absolute end.
 */
export async function startSession(
  trx: Trx,
  ctx: Pick<Context, 'caId'>,
  session: SessionOwner & { readonly device: string; readonly now: Date },
): Promise<{ token: string; expiresAt: Date }> {
  const token = randomBytes(32).toString('base64url');
  const isStaff = 'staffId' in session;
  const hours = lives[isStaff ? 'console' : 'portal'].absoluteHours;
  const expiresAt = new Date(session.now.getTime() + hours * 3_600_000);
  await trx
    .insertInto('sessions')
    .values({
      id: uuid(),
      ca_id: ctx.caId,
      account_id: isStaff ? null : session.accountId,
      staff_id: isStaff ? session.staffId : null,
      token_hash: hashOf(token),
      device: session.device.slice(0, 200),
      created_at: session.now,
      seen_at: session.now,
      expires_at: expiresAt,
      ended_at: null,
    })
    .execute();
  return { token, expiresAt };
}

/** Ends the owner's open sessions, all or all but the session with the id `except`. @returns how many were ended. */
export async function endSessions(
  trx: Trx,
  ended: SessionOwner & { readonly except?: string; readonly now: Date },
): Promise<number> {
  let query = trx.updateTable('sessions').set({ ended_at: ended.now }).where('ended_at', 'is', null);
  query =
    'staffId' in ended ? query.where('staff_id', '=', ended.staffId) : query.where('account_id', '=', ended.accountId);
  if (ended.except !== undefined) query = query.where('id', '<>', ended.except);
  const result = await query.executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** Ends one session by its id. The caller has checked whose it is. */
export async function endSession(trx: Trx, session: { readonly id: string; readonly now: Date }): Promise<void> {
  await trx
    .updateTable('sessions')
    .set({ ended_at: session.now })
    .where('id', '=', session.id)
    .where('ended_at', 'is', null)
    .execute();
}

/** Whose session a cookie is; undefined when it is unknown, ended, idle too long or over, or its owner was removed or disabled. */
export async function findSession(
  ctx: Pick<Context, 'db' | 'caId'>,
  side: SideName,
  token: string,
  now: Date,
): Promise<Exclude<Who, { kind: 'anyone' }> | undefined> {
  if (!/^[A-Za-z0-9_-]{43}$/.test(token)) return undefined;
  const found = await (side === 'portal' ? customerOf : staffOf)(ctx.db, ctx.caId, hashOf(token), now);
  if (!found) return undefined;
  if (now.getTime() - found.seenAt.getTime() >= seenEverySeconds * 1000)
    await ctx.db
      .updateTable('sessions')
      .set({ seen_at: now })
      .where('id', '=', found.who.sessionId)
      .where('seen_at', '<', now)
      .execute();
  return found.who;
}

const live = (db: Db, caId: string, side: SideName, tokenHash: string, now: Date) =>
  db
    .selectFrom('sessions')
    .where('sessions.token_hash', '=', tokenHash)
    .where('sessions.ca_id', '=', caId)
    .where('sessions.ended_at', 'is', null)
    .where('sessions.expires_at', '>', now)
    .where('sessions.seen_at', '>', new Date(now.getTime() - lives[side].idleMinutes * 60_000));

async function customerOf(db: Db, caId: string, tokenHash: string, now: Date) {
  const row = await live(db, caId, 'portal', tokenHash, now)
    .innerJoin('accounts', 'accounts.id', 'sessions.account_id')
    .where('accounts.removed_at', 'is', null)
    .select(['sessions.id', 'sessions.seen_at', 'accounts.id as account_id'])
    .executeTakeFirst();
  return (
    row && {
      seenAt: row.seen_at,
      who: { kind: 'customer' as const, accountId: row.account_id, sessionId: row.id },
    }
  );
}

async function staffOf(db: Db, caId: string, tokenHash: string, now: Date) {
  const row = await live(db, caId, 'console', tokenHash, now)
    .innerJoin('staff', 'staff.id', 'sessions.staff_id')
    .where('staff.is_disabled', '=', false)
    .select(['sessions.id', 'sessions.seen_at', 'staff.id as staff_id', 'staff.display_name', 'staff.roles'])
    .executeTakeFirst();
  return (
    row && {
      seenAt: row.seen_at,
      who: {
        kind: 'staff' as const,
        staffId: row.staff_id,
        name: row.display_name,
        roles: row.roles.filter(isStaffRole),
        sessionId: row.id,
      },
    }
  );
}

const isStaffRole = (role: string): role is StaffRole => (staffRoles as readonly string[]).includes(role);
