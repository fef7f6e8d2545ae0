import { sameName } from '@jiesuo/certificate';
import { type AccountRow, openAccount } from '../accounts/account.ts';
import type { Context, Db, Trx } from '../context.ts';
import { Refusal } from '../refusal.ts';
import { type ChangeRow, openChange } from './change.ts';

/** Whether the account's contact has this person's name, or either number is his own. */
export async function isOwn(
  db: Db | Trx,
  ctx: Context,
  { change, account }: { change: ChangeRow; account: AccountRow },
  staffId: string,
): Promise<boolean> {
  const staff = await db
    .selectFrom('staff')
    .select(['display_name', 'mobile_index'])
    .where('id', '=', staffId)
    .executeTakeFirstOrThrow();
  const { from, to } = openChange(ctx, change);
  const numbers = [from, to].map((mobile) => ctx.personal.index('mobile', mobile));
  return (
    sameName(openAccount(ctx, account).contact, staff.display_name) ||
    (staff.mobile_index !== null && numbers.includes(staff.mobile_index))
  );
}

/** @throws Refusal `own_order` */
export async function assertNotOwn(
  trx: Trx,
  ctx: Context,
  locked: { change: ChangeRow; account: AccountRow },
  staffId: string,
): Promise<void> {
  if (await isOwn(trx, ctx, locked, staffId)) throw new Refusal('own_order');
}
