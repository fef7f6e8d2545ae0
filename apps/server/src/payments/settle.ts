import type { Context, Db, Trx } from '../context.ts';
import { closeTry, type Try } from './ask.ts';
import type { GatewayName } from './channels/channel.ts';

/** `silent` wins over everything but `paid`: without every gateway's word nobody may say that an order was not paid. */
export interface Settled {
  readonly verdict: 'closed' | 'paid' | 'silent';
  /** Tries that are as good as closed, though their gateway knows nothing of them. */
  readonly absent: ReadonlySet<string>;
}

/** Closes every open try of an order at its gateway, before anybody decides that it was not paid. Never inside a transaction. */
export async function settleTries(ctx: Context, orderId: string): Promise<Settled> {
  const open = await openTries(ctx.db, orderId);
  const said = await Promise.all(open.map(async (one) => ({ number: one.number, said: await closeTry(ctx, one) })));
  const verdict = said.some((one) => one.said === 'paid')
    ? 'paid'
    : said.some((one) => one.said === 'silent')
      ? 'silent'
      : 'closed';
  return { verdict, absent: new Set(said.filter((one) => one.said === 'absent').map((one) => one.number)) };
}

/** Whether a try was begun, or was left open, since `settled`: then it must be settled again. The order must be locked. */
export async function isUnsettled(trx: Trx, orderId: string, { absent }: Settled): Promise<boolean> {
  return (await openTries(trx, orderId)).some((one) => !absent.has(one.number));
}

async function openTries(db: Db | Trx, orderId: string): Promise<Try[]> {
  const rows = await db
    .selectFrom('pay_attempts')
    .select(['number', 'channel'])
    .where('order_id', '=', orderId)
    .where('state', '=', 'open')
    .where('channel', '!=', 'bank_transfer')
    .execute();
  return rows.map(({ number, channel }) => ({ number, channel: channel as GatewayName }));
}
