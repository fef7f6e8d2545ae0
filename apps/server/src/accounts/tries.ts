import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { Context, Db, Trx } from '../context.ts';
import { Refusal } from '../refusal.ts';
import { networkOf } from '../web/rate.ts';

/** Whose secret is being tried, and from where. `address` is empty where the caller is already one session. */
export interface Try {
  readonly subject: `customer:${string}` | `staff:${string}` | `account:${string}` | 'stop:code';
  readonly address: string;
  readonly now: Date;
}

const windowMinutes = 60;
/** Wrong tries from one address on one subject before it must wait; then 30 s, doubled each time, at most 15 minutes. */
const freeTries = 5;
/** A subject under attack from many addresses: each address that has failed once waits at once. A new address, the owner's own, is still free. */
const attackedTries = 50;
/** Wrong tries from one address on all subjects together: one password sprayed over many numbers. */
const sprayedTries = 100;

export interface TryFacts {
  readonly pair: number;
  readonly subject: number;
  readonly address: number;
  /** Milliseconds since the last wrong try of the pair, and of the address. */
  readonly pairAgo: number;
  readonly addressAgo: number;
}

/** Seconds to wait before the next try; 0 when it may be made. Pure. */
export function waitSeconds(facts: TryFacts): number {
  const free = facts.subject >= attackedTries ? 1 : freeTries;
  const pairWait = facts.pair < free ? 0 : Math.min(30 * 2 ** Math.min(facts.pair - free, 10), 900);
  const addressWait = facts.address < sprayedTries ? 0 : 60;
  return Math.ceil(Math.max(0, pairWait - facts.pairAgo / 1000, addressWait - facts.addressAgo / 1000));
}

/**
 * Counts a try as wrong before it is judged, so that a thousand at once cannot slip under the limit; `forgiveTries` takes it back.
 * Nothing here locks a subject: a stranger only slows his own address down (ASVS 6.1.1).
 * @throws Refusal `log_in_slowed` with `retryAfterSeconds`, the same for subjects that do not exist.
 */
export async function countTry(ctx: Context, tried: Try): Promise<void> {
  const subject = ctx.personal.index('log_in', tried.subject);
  const address = ctx.personal.index('address', networkOf(tried.address));
  const wait = await ctx.db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`${ctx.caId} ${subject}`}, 0))`.execute(trx);
    const seconds = waitSeconds(await readFacts(trx, ctx.caId, subject, address, tried.now));
    if (seconds > 0) return seconds;
    await trx
      .insertInto('log_in_failures')
      .values({ id: uuid(), ca_id: ctx.caId, subject_index: subject, address_index: address, at: tried.now })
      .execute();
    return 0;
  });
  if (wait > 0) throw new Refusal('log_in_slowed', { detail: { retryAfterSeconds: wait } });
}

/** The secret was right: the subject's wrong tries from this address are forgotten. */
export async function forgiveTries(trx: Trx, ctx: Context, tried: Try): Promise<void> {
  await trx
    .deleteFrom('log_in_failures')
    .where('ca_id', '=', ctx.caId)
    .where('subject_index', '=', ctx.personal.index('log_in', tried.subject))
    .where('address_index', '=', ctx.personal.index('address', networkOf(tried.address)))
    .execute();
}

/** Deletes what no limit looks at any more. For the daily job. */
export async function forgetOldTries(db: Db, caId: string, now: Date): Promise<void> {
  const edge = new Date(now.getTime() - windowMinutes * 60_000);
  await db.deleteFrom('log_in_failures').where('ca_id', '=', caId).where('at', '<', edge).execute();
}

async function readFacts(trx: Trx, caId: string, subject: string, address: string, now: Date): Promise<TryFacts> {
  const since = new Date(now.getTime() - windowMinutes * 60_000);
  const of = async (narrow: { subject?: string; address?: string }) => {
    let query = trx.selectFrom('log_in_failures').where('ca_id', '=', caId).where('at', '>', since);
    if (narrow.subject !== undefined) query = query.where('subject_index', '=', narrow.subject);
    if (narrow.address !== undefined) query = query.where('address_index', '=', narrow.address);
    const row = await query
      .select((e) => [e.fn.countAll().as('count'), e.fn.max('at').as('last')])
      .executeTakeFirstOrThrow();
    return { count: Number(row.count), ago: row.last ? now.getTime() - row.last.getTime() : Number.POSITIVE_INFINITY };
  };
  const [pair, bySubject, byAddress] = [await of({ subject, address }), await of({ subject }), await of({ address })];
  return {
    pair: pair.count,
    subject: bySubject.count,
    address: byAddress.count,
    pairAgo: pair.ago,
    addressAgo: byAddress.ago,
  };
}
