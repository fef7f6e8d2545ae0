import type { Selectable } from 'kysely';
import { v7 as uuid } from 'uuid';
import { type AccountRow, findByMobile, openAccount, readAccount } from '../accounts/account.ts';
import type { Context, Db, Trx } from '../context.ts';
import type { MobileChangesTable } from '../db/schema/rights.ts';
import { isViolation } from '../payments/violation.ts';
import { Refusal } from '../refusal.ts';
import { newStopCode, stopCodeIndex } from '../risk/offer.ts';

export type ChangeRow = Selectable<MobileChangesTable>;
type Sealer = Pick<Context, 'personal'>;

const place = (column: 'old_sealed' | 'new_sealed' | 'reason_sealed', id: string) => `mobile_changes.${column}:${id}`;

/** What a change says of persons; empty where it was erased. */
export const openChange = ({ personal }: Sealer, row: ChangeRow) => ({
  from: row.old_sealed === '' ? '' : personal.open(place('old_sealed', row.id), row.old_sealed),
  to: row.new_sealed === '' ? '' : personal.open(place('new_sealed', row.id), row.new_sealed),
  reason: row.reason_sealed === null ? '' : personal.open(place('reason_sealed', row.id), row.reason_sealed),
});

/** A new row, with the code by which the old number's holder stops it: told in the notice, kept as a keyed digest. */
export function newChange(
  ctx: Context,
  facts: {
    readonly accountId: string;
    readonly way: 'codes' | 'papers';
    readonly from: string;
    readonly to: string;
    readonly reason?: string;
    readonly now: Date;
  },
) {
  const id = uuid();
  const stop = newStopCode();
  const row = {
    id,
    ca_id: ctx.caId,
    account_id: facts.accountId,
    way: facts.way,
    state: 'waiting' as const,
    old_sealed: ctx.personal.seal(place('old_sealed', id), facts.from),
    new_sealed: ctx.personal.seal(place('new_sealed', id), facts.to),
    reason_sealed: facts.reason === undefined ? null : ctx.personal.seal(place('reason_sealed', id), facts.reason),
    stop_code_index: stopCodeIndex(ctx, stop),
    asked_at: facts.now,
  };
  return { row, stop };
}

export const openRequest = (db: Db | Trx, accountId: string): Promise<ChangeRow | undefined> =>
  db
    .selectFrom('mobile_changes')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('state', 'in', ['waiting', 'confirming'])
    .executeTakeFirst();

/** Account first, change second, in every act: two acts never wait for each other. @throws Refusal `not_found` */
export async function lockChange(
  trx: Trx,
  ctx: Context,
  id: string,
): Promise<{ change: ChangeRow; account: AccountRow }> {
  const found = await trx
    .selectFrom('mobile_changes')
    .select('account_id')
    .where('ca_id', '=', ctx.caId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!found) throw new Refusal('not_found');
  const account = await readAccount(trx, ctx.caId, found.account_id, 'lock');
  const change = await trx
    .selectFrom('mobile_changes')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return { change, account };
}

/** Said only to who has proved that he holds the number, and to staff. @throws Refusal `mobile_taken` */
export async function assertFree(trx: Trx, ctx: Context, mobile: string): Promise<void> {
  if (await findByMobile(trx, ctx, mobile)) throw new Refusal('mobile_taken');
}

/** From when a reset may be opened again. */
export async function coolingEnd(trx: Trx, ctx: Context, now: Date): Promise<Date> {
  const { mobileCoolingHours } = await ctx.settings(trx);
  return new Date(now.getTime() + mobileCoolingHours * 3_600_000);
}

/**
 * Gives the account, which is locked, another number and starts the cooling-off. The old number is told first, while it is still the account's.
 * @throws Refusal `mobile_taken`, also when another account took the number at the same moment.
 */
export async function giveNumber(
  trx: Trx,
  ctx: Context,
  account: AccountRow,
  to: { readonly mobile: string; readonly stop: string; readonly change: string; readonly now: Date },
): Promise<{ account: AccountRow; resetFrom: Date }> {
  await assertFree(trx, ctx, to.mobile);
  const { mobile: from } = openAccount(ctx, account);
  await ctx.sms.queue(trx, {
    to: from,
    template: 'mobile_changed',
    variables: { stop: to.stop },
    onceKey: `mobile_changed:${to.change}`,
  });
  const resetFrom = await coolingEnd(trx, ctx, to.now);
  const changes = {
    mobile_sealed: ctx.personal.seal(`accounts.mobile_sealed:${account.id}`, to.mobile),
    mobile_index: ctx.personal.index('mobile', to.mobile),
    reset_from: resetFrom,
  };
  try {
    await trx.updateTable('accounts').set(changes).where('id', '=', account.id).execute();
  } catch (error) {
    if (isViolation(error, 'accounts_mobile')) throw new Refusal('mobile_taken');
    throw error;
  }
  await ctx.sms.queue(trx, {
    to: to.mobile,
    template: 'mobile_now',
    variables: {},
    onceKey: `mobile_now:${to.change}`,
  });
  return { account: { ...account, ...changes }, resetFrom };
}
