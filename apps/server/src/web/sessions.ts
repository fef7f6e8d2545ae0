import { createHash, randomBytes } from 'node:crypto';
import { type StaffRole, staffRoles } from '@jiesuo/contract';
import { v7 as uuid } from 'uuid';
import type { Context, Db, Trx } from '../context.ts';
import type { Who } from '../operation.ts';
import { maskAddress } from '../personal/mask.ts';
import { policyFrom, policyKey, readPolicy } from '../staff/policy.ts';

/** The person a session belongs to: exactly one of the two. */
export type SessionOwner = { readonly accountId: string } | { readonly staffId: string };
export type SideName = 'portal' | 'console';

/** Of customers (ASVS 7.3.1, 7.3.2); those of staff are the security administrator's policy. */
const customerLife = { idleMinutes: 30, absoluteHours: 12 } as const;
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
  session: SessionOwner & { readonly device: string; readonly address?: string; readonly now: Date },
): Promise<{ id: string; token: string; expiresAt: Date }> {
  const token = randomBytes(32).toString('base64url');
  const id = uuid();
  const isStaff = 'staffId' in session;
  const { absoluteHours } = isStaff ? await readPolicy(trx, ctx.caId) : customerLife;
  const expiresAt = new Date(session.now.getTime() + absoluteHours * 3_600_000);
  await trx
    .insertInto('sessions')
    .values({
      id,
      ca_id: ctx.caId,
      account_id: isStaff ? null : session.accountId,
      staff_id: isStaff ? session.staffId : null,
      token_hash: hashOf(token),
      device: session.device.slice(0, 200),
      created_at: session.now,
      seen_at: session.now,
      expires_at: expiresAt,
      ended_at: null,
      proven_at: isStaff ? session.now : null,
      address_masked: session.address === undefined ? null : maskAddress(session.address),
    })
    .execute();
  return { id, token, expiresAt };
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

export interface FoundSession {
  readonly who: Exclude<Who, { kind: 'anyone' }>;
  /** When a factor was last given in it; staff only. */
  readonly provenAt: Date | null;
  /** From where the console may be used; empty for everywhere. */
  readonly allowList: readonly string[];
}

/** Whose session a cookie is; undefined when it is unknown, ended, idle too long or over, or its owner was removed or disabled. */
export async function findSession(
  ctx: Pick<Context, 'db' | 'caId'>,
  side: SideName,
  token: string,
  now: Date,
): Promise<FoundSession | undefined> {
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
  return found;
}

const live = (db: Db, caId: string, tokenHash: string, now: Date) =>
  db
    .selectFrom('sessions')
    .where('sessions.token_hash', '=', tokenHash)
    .where('sessions.ca_id', '=', caId)
    .where('sessions.ended_at', 'is', null)
    .where('sessions.expires_at', '>', now);

const isOlder = (since: Date, minutes: number, now: Date) => now.getTime() - since.getTime() >= minutes * 60_000;

async function customerOf(db: Db, caId: string, tokenHash: string, now: Date) {
  const row = await live(db, caId, tokenHash, now)
    .innerJoin('accounts', 'accounts.id', 'sessions.account_id')
    .where('accounts.removed_at', 'is', null)
    .select(['sessions.id', 'sessions.seen_at', 'accounts.id as account_id'])
    .executeTakeFirst();
  if (!row || isOlder(row.seen_at, customerLife.idleMinutes, now)) return undefined;
  return {
    seenAt: row.seen_at,
    who: { kind: 'customer' as const, accountId: row.account_id, sessionId: row.id },
    provenAt: null,
    allowList: [],
  };
}

/** The policy of now, not the one of the log-in: a shorter time counts at once. */
async function staffOf(db: Db, caId: string, tokenHash: string, now: Date) {
  const row = await live(db, caId, tokenHash, now)
    .innerJoin('staff', 'staff.id', 'sessions.staff_id')
    .leftJoin('settings', (join) =>
      join.onRef('settings.ca_id', '=', 'sessions.ca_id').on('settings.key', '=', policyKey),
    )
    .where('staff.is_disabled', '=', false)
    .select([
      'sessions.id',
      'sessions.seen_at',
      'sessions.created_at',
      'sessions.proven_at',
      'staff.id as staff_id',
      'staff.display_name',
      'staff.roles',
      'settings.value as policy',
    ])
    .executeTakeFirst();
  if (!row) return undefined;
  const policy = policyFrom(row.policy);
  if (isOlder(row.seen_at, policy.idleMinutes, now) || isOlder(row.created_at, policy.absoluteHours * 60, now))
    return undefined;
  return {
    seenAt: row.seen_at,
    who: {
      kind: 'staff' as const,
      staffId: row.staff_id,
      name: row.display_name,
      roles: row.roles.filter(isStaffRole),
      sessionId: row.id,
    },
    provenAt: row.proven_at,
    allowList: policy.allowList,
  };
}

const isStaffRole = (role: string): role is StaffRole => (staffRoles as readonly string[]).includes(role);
