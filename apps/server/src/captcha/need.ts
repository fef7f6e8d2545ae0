import { codeTries } from '../accounts/codes.ts';
import type { Context, Db } from '../context.ts';
import { networkOf } from '../web/rate.ts';

const dayMs = 86_400_000;
const hourMs = 3_600_000;
/** Numbers that one address may ask codes for in an hour before it looks like a pump. */
const numbersMost = 3;
/** Wrong codes and wrong passwords of one address in an hour. */
const failuresMost = 5;

interface Facts {
  /** Whether this address had a code sent to this number within a day. */
  readonly isKnownPair: boolean;
  readonly numbers: number;
  readonly failures: number;
}

/**
 * Whether a stranger must work before a code is sent. Every fact is of the asker's own address: whether anybody else ever used the number
 * must not show (ASVS 6.3.8), so the first code of each address to a number needs work, and with it the first to a number at all.
 */
export const isWorkNeeded = ({ isKnownPair, numbers, failures }: Facts): boolean =>
  !isKnownPair || numbers > numbersMost || failures >= failuresMost;

export async function readNeed(
  ctx: Pick<Context, 'db' | 'caId' | 'personal'>,
  { mobile, address, now }: { readonly mobile: string; readonly address: string; readonly now: Date },
): Promise<boolean> {
  const addressIndex = ctx.personal.index('address', networkOf(address));
  const codes = await codesOf(ctx.db, ctx.caId, addressIndex, new Date(now.getTime() - dayMs));
  const edge = new Date(now.getTime() - hourMs);
  const recent = codes.filter((code) => code.created_at > edge);
  const mobileIndex = ctx.personal.index('mobile', mobile);
  const numbers = new Set([...recent.map((code) => code.mobile_index), mobileIndex]);
  const wrongCodes = recent.reduce((sum, code) => sum + (codeTries - code.tries_left), 0);
  return isWorkNeeded({
    isKnownPair: codes.some((code) => code.mobile_index === mobileIndex),
    numbers: numbers.size,
    failures: wrongCodes + (await wrongPasswords(ctx.db, ctx.caId, addressIndex, edge)),
  });
}

const codesOf = (db: Db, caId: string, addressIndex: string, since: Date) =>
  db
    .selectFrom('sms_codes')
    .select(['mobile_index', 'tries_left', 'created_at'])
    .where('ca_id', '=', caId)
    .where('address_index', '=', addressIndex)
    .where('created_at', '>', since)
    .orderBy('created_at', 'desc')
    .limit(1_000)
    .execute();

async function wrongPasswords(db: Db, caId: string, addressIndex: string, since: Date): Promise<number> {
  const row = await db
    .selectFrom('log_in_failures')
    .select((e) => e.fn.countAll().as('count'))
    .where('ca_id', '=', caId)
    .where('address_index', '=', addressIndex)
    .where('at', '>', since)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}
