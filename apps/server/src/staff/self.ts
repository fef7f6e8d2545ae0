import type { Output } from '@jiesuo/contract';
import { type Console, stepUpMinutes } from '@jiesuo/contract/console';
import type { Context, Db, Trx } from '../context.ts';
import { Refusal } from '../refusal.ts';
import { openMember } from './member.ts';
import { readPolicy } from './policy.ts';

export type Self = Output<Console['staff.me']>;

/** The person and the session as the page shows them. @throws Refusal `not_found` */
export async function readSelf(
  db: Db | Trx,
  ctx: Pick<Context, 'caId'>,
  { staffId, sessionId }: { readonly staffId: string; readonly sessionId: string },
): Promise<Self> {
  const row = await db
    .selectFrom('staff')
    .selectAll()
    .where('ca_id', '=', ctx.caId)
    .where('id', '=', staffId)
    .executeTakeFirst();
  const session = await db
    .selectFrom('sessions')
    .select(['created_at', 'expires_at', 'proven_at'])
    .where('id', '=', sessionId)
    .executeTakeFirst();
  if (!row || !session) throw new Refusal('not_found');
  const { idleMinutes, absoluteHours } = await readPolicy(db, ctx.caId);
  const byPolicy = session.created_at.getTime() + absoluteHours * 3_600_000;
  const provenAt = session.proven_at ?? session.created_at;
  return {
    ...openMember(row),
    hasTotp: row.totp_sealed !== null,
    passkeys: await countPasskeys(db, staffId),
    session: {
      endsAt: new Date(Math.min(byPolicy, session.expires_at.getTime())).toISOString(),
      idleMinutes,
      provenUntil: new Date(provenAt.getTime() + stepUpMinutes * 60_000).toISOString(),
    },
  };
}

/** Those that are believed. */
export async function countPasskeys(db: Db | Trx, staffId: string): Promise<number> {
  const { count } = await db
    .selectFrom('staff_passkeys')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('staff_id', '=', staffId)
    .where('suspect_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(count);
}
