import type { Output } from '@jiesuo/contract';
import type { Portal } from '@jiesuo/contract/portal';
import type { Context, Db, Trx } from '../context.ts';
import { consentKinds } from '../settings/consents.ts';
import { unfinished } from './idCard.ts';
import { standingsOf } from './standing.ts';

/** Every consent as its owner sees it. */
export async function showStandings(
  db: Db | Trx,
  ctx: Context,
  accountId: string,
): Promise<Output<Portal['consents.state']>> {
  const standings = await standingsOf(db, ctx, accountId);
  const { count } = await db
    .selectFrom('orders')
    .select((e) => e.fn.countAll().as('count'))
    .where('ca_id', '=', ctx.caId)
    .where('account_id', '=', accountId)
    .where('status', 'in', unfinished)
    .executeTakeFirstOrThrow();
  return { items: consentKinds.map((kind) => ({ kind, ...standings[kind] })), openOrders: Number(count) };
}
