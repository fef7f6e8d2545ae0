import { type Hello, seal } from '@jiesuo/ceremony';
import { parseCertificate } from '@jiesuo/certificate';
import type { Selectable } from 'kysely';
import { openAccount, readAccount } from '../accounts/account.ts';
import type { Context } from '../context.ts';
import type { PairingsTable } from '../db/schema/ceremonies.ts';
import { Refusal } from '../refusal.ts';

/** Last 6 characters of phones, ID number and USCC: the bridge refuses a PIN that holds one. Only this bridge key can open them. */
export async function sealTails(
  ctx: Context,
  pairing: Selectable<PairingsTable>,
  hello: Hello,
  bound: string,
): Promise<string> {
  const order = await ctx.db.selectFrom('orders').selectAll().where('id', '=', pairing.order_id).executeTakeFirst();
  if (!order) throw new Refusal('pairing_wrong');
  const form = JSON.parse(ctx.personal.open(`orders.form_sealed:${order.id}`, order.form_sealed)) as {
    representativeIdNumber: string;
    representativeMobile: string;
  };
  const ukey = await ctx.db
    .selectFrom('ukeys')
    .select('certificate')
    .where('id', '=', order.ukey_id)
    .executeTakeFirstOrThrow();
  const { mobile } = openAccount(ctx, await readAccount(ctx.db, ctx.caId, pairing.account_id));
  const whole = [
    mobile,
    form.representativeMobile,
    form.representativeIdNumber,
    parseCertificate(ukey.certificate).identity.uscc,
  ];
  const tails = [
    ...new Set(whole.filter((text) => text !== undefined && text !== '').map((text) => (text as string).slice(-6))),
  ];
  return Buffer.from(
    await seal('tails', Buffer.from(hello.sealKey, 'base64url'), Buffer.from(JSON.stringify(tails)), bound),
  ).toString('base64url');
}
