import { randomInt, timingSafeEqual } from 'node:crypto';
import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { Context, Db, Trx } from '../context.ts';
import { Refusal } from '../refusal.ts';
import { sentToday } from '../sms/budget.ts';
import type { SmsTemplate } from '../sms/queue.ts';
import { networkOf } from '../web/rate.ts';

type Purpose = 'register' | 'reset_password' | 'step_up' | 'mail' | 'mobile_old' | 'mobile_new';
export interface CodeSubject {
  /** The number, or for `mail` the address, that the code proves. */
  readonly mobile: string;
  readonly purpose: Purpose;
  /** What else the code is good for: the order's number for `step_up`, the account for `mail`, account and new number for a change of number, else empty. */
  readonly boundTo: string;
  readonly now: Date;
}

/** How long a code is good for. */
export const codeTtlSeconds = 300;
export const codeTries = 5;
/** Per number: 1 in a minute, 5 in an hour, 10 in a day (what carriers allow; it also stops bombing a stranger's phone). */
const limits = [
  { seconds: 60, count: 1 },
  { seconds: 3_600, count: 5 },
  { seconds: 86_400, count: 10 },
] as const;
/** Per network address, over all numbers, for askers who are not logged in: whoever pumps SMS meets an end, an office behind one address does not. */
const addressLimit = { seconds: 3_600, count: 200 } as const;
/** Per log-in and per account, over all numbers and addresses: a stolen session is no pump either. */
const sessionLimit = { seconds: 3_600, count: 10 } as const;
const accountLimit = { seconds: 86_400, count: 20 } as const;
/** When the next code may be asked for, in seconds. */
export const codeGapSeconds = limits[0].seconds;

/**
 * Makes a six-digit code, keeps only its keyed hash, and queues the SMS or e-mail in the same transaction.
 * Strangers' purposes are counted apart from `step_up`: who knows a number cannot use up the codes that its owner needs for a reset.
 * @throws Refusal `code_too_soon` with `retryAfterSeconds`; `codes_paused` when the day's budget of SMS is used up.
 */
export async function issueCode(
  trx: Trx,
  ctx: Context,
  subject: CodeSubject & {
    readonly template: SmsTemplate | 'code_mail';
    readonly address?: string;
    readonly accountId?: string;
    readonly sessionId?: string;
  },
): Promise<void> {
  const { mobile, purpose, boundTo, now, template, accountId = null, sessionId = null } = subject;
  const mobileIndex = indexOf(ctx, subject);
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${ctx.caId} ${mobileIndex}`}, 0))`.execute(trx);
  const wait = waitForCode(await recentCodes(trx, ctx.caId, mobileIndex, purpose, now), now);
  if (wait > 0) throw new Refusal('code_too_soon', { detail: { retryAfterSeconds: wait } });
  const addressIndex = subject.address === undefined ? null : ctx.personal.index('address', networkOf(subject.address));
  for (const [column, asker, limit] of [
    ['address_index', addressIndex, addressLimit],
    ['session_id', sessionId, sessionLimit],
    ['account_id', accountId, accountLimit],
  ] as const)
    if (asker !== null && (await sentFor(trx, ctx.caId, column, asker, limit.seconds, now)) >= limit.count)
      throw new Refusal('code_too_soon', { detail: { retryAfterSeconds: limit.seconds } });
  if (template !== 'code_mail') await refuseOverBudget(trx, ctx, now);
  const id = uuid();
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  await trx
    .insertInto('sms_codes')
    .values({
      id,
      ca_id: ctx.caId,
      mobile_index: mobileIndex,
      purpose,
      bound_to: boundTo,
      address_index: addressIndex,
      account_id: accountId,
      session_id: sessionId,
      code_hash: hashOf(ctx, id, code),
      tries_left: codeTries,
      created_at: now,
      expires_at: new Date(now.getTime() + codeTtlSeconds * 1000),
      used_at: null,
    })
    .execute();
  const message = { to: mobile, variables: { code } };
  if (template === 'code_mail') await ctx.sms.queueMail(trx, { ...message, template });
  else await ctx.sms.queue(trx, { ...message, template });
}

const indexOf = (ctx: Context, { purpose, mobile }: Pick<CodeSubject, 'purpose' | 'mobile'>) =>
  ctx.personal.index(purpose === 'mail' ? 'mail' : 'mobile', mobile);

/** Asked one after the other, so that many at once cannot slip under it. Notices are not refused: each stands for something that happened. */
async function refuseOverBudget(trx: Trx, ctx: Context, now: Date): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${ctx.caId} sms budget`}, 0))`.execute(trx);
  const { smsDailyBudget } = await ctx.settings(trx);
  if ((await sentToday(trx, ctx, now)) >= smsDailyBudget) throw new Refusal('codes_paused');
}

/**
 * Uses up the newest code of this number, purpose and binding. Its own transaction: a wrong try stays counted whatever the caller does next.
 * @throws Refusal `code_wrong`, for `mail` `mail_code_wrong`, whether it is wrong, over, used, tried too often, or was never sent.
 */
export async function useCode(ctx: Context, subject: UsedCode): Promise<void> {
  if ((await useCodes(ctx, [subject])).length > 0)
    throw new Refusal(subject.purpose === 'mail' ? 'mail_code_wrong' : 'code_wrong');
}

export type UsedCode = CodeSubject & { readonly code: string };

/** Uses all of them up, or none: the right one of two is still good after the other was mistyped. @returns those that are wrong. */
export const useCodes = (ctx: Context, subjects: readonly UsedCode[]): Promise<UsedCode[]> =>
  ctx.db.transaction().execute(async (trx) => {
    const judged = [];
    for (const subject of subjects) {
      const row = await lockNewest(trx, ctx, subject);
      const isLive = row && row.used_at === null && row.expires_at > subject.now && row.tries_left > 0;
      const isRight =
        isLive && timingSafeEqual(Buffer.from(hashOf(ctx, row.id, subject.code)), Buffer.from(row.code_hash));
      judged.push({ subject, row, isLive, isRight });
    }
    const wrong = judged.filter(({ isRight }) => !isRight);
    for (const { subject, row, isLive, isRight } of judged) {
      if (!row || !isLive || (isRight && wrong.length > 0)) continue;
      await trx
        .updateTable('sms_codes')
        .set(isRight ? { used_at: subject.now } : { tries_left: row.tries_left - 1 })
        .where('id', '=', row.id)
        .execute();
    }
    return wrong.map(({ subject }) => subject);
  });

/** Deletes codes that no limit counts any more. For the daily job. */
export async function forgetOldCodes(db: Db, caId: string, now: Date): Promise<void> {
  const edge = new Date(now.getTime() - limits[2].seconds * 1000);
  await db.deleteFrom('sms_codes').where('ca_id', '=', caId).where('created_at', '<', edge).execute();
}

/** Seconds until another code may be sent. Pure; `sent` holds times of the last day, newest first. */
export function waitForCode(sent: readonly Date[], now: Date): number {
  const waits = limits.map(({ seconds, count }) => {
    const oldest = sent[count - 1];
    return oldest ? seconds - (now.getTime() - oldest.getTime()) / 1000 : 0;
  });
  return Math.ceil(Math.max(0, ...waits));
}

/** The row's id is the salt: equal codes of two rows have different hashes. */
const hashOf = (ctx: Context, id: string, code: string) => ctx.personal.index('code', `${id} ${code}`);

async function recentCodes(trx: Trx, caId: string, mobileIndex: string, purpose: Purpose, now: Date): Promise<Date[]> {
  const strangers: Purpose[] = ['register', 'reset_password', 'mobile_new'];
  const purposes = strangers.includes(purpose) ? strangers : [purpose];
  const rows = await trx
    .selectFrom('sms_codes')
    .select('created_at')
    .where('ca_id', '=', caId)
    .where('mobile_index', '=', mobileIndex)
    .where('purpose', 'in', purposes)
    .where('created_at', '>', new Date(now.getTime() - limits[2].seconds * 1000))
    .orderBy('created_at', 'desc')
    .limit(limits[2].count)
    .execute();
  return rows.map((row) => row.created_at);
}

async function sentFor(
  trx: Trx,
  caId: string,
  column: 'address_index' | 'session_id' | 'account_id',
  asker: string,
  seconds: number,
  now: Date,
): Promise<number> {
  const row = await trx
    .selectFrom('sms_codes')
    .select((e) => e.fn.countAll().as('count'))
    .where('ca_id', '=', caId)
    .where(column, '=', asker)
    .where('created_at', '>', new Date(now.getTime() - seconds * 1000))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

const lockNewest = (trx: Trx, ctx: Context, subject: CodeSubject) =>
  trx
    .selectFrom('sms_codes')
    .select(['id', 'code_hash', 'tries_left', 'expires_at', 'used_at'])
    .where('ca_id', '=', ctx.caId)
    .where('mobile_index', '=', indexOf(ctx, subject))
    .where('purpose', '=', subject.purpose)
    .where('bound_to', '=', subject.boundTo)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst();
