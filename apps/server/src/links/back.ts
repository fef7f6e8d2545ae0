import type { Context, Db, Trx } from '../context.ts';
import type { OrderRow } from '../orders/move.ts';
import { readOrigins, registered } from './origins.ts';

type Came = Pick<OrderRow, 'number' | 'return_to' | 'reference'>;

/**
 * The way back, judged by what is registered now. It carries the order's number and the link's state, and no result: whoever is led back
 * could write any result, so the integrator asks the API.
 */
export async function wayBack(db: Db | Trx, ctx: Pick<Context, 'caId'>, order: Came): Promise<string | null> {
  if (order.return_to === null) return null;
  const url = registered(order.return_to, await readOrigins(db, ctx.caId));
  if (!url) return null;
  url.searchParams.set('order', order.number);
  if (order.reference !== null) url.searchParams.set('state', order.reference);
  return url.href;
}

/** What of a link an order keeps: an address that is not registered is forgotten, and never a reason to refuse the customer. */
export async function keptOf(
  trx: Trx,
  ctx: Pick<Context, 'caId'>,
  link: { readonly returnTo?: string | undefined; readonly state?: string | undefined } | undefined,
): Promise<{ return_to: string | null; reference: string | null }> {
  const url = link?.returnTo === undefined ? undefined : registered(link.returnTo, await readOrigins(trx, ctx.caId));
  return { return_to: url?.href ?? null, reference: link?.state ?? null };
}
