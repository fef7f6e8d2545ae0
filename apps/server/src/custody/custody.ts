import type { CustodyState, Method } from '@jiesuo/contract';
import type { Model } from '@jiesuo/models';
import type { Selectable } from 'kysely';
import type { Context, Db, Trx } from '../context.ts';
import type { CustodyDecisionsTable } from '../db/schema/custody.ts';
import { needsCustodian } from '../ukeys/models.ts';

export type Decision = Pick<Selectable<CustodyDecisionsTable>, 'method' | 'decision'>;
export interface Custody {
  /** By which an order's reset may run once the state lets it. */
  readonly method: Method;
  readonly state: CustodyState;
}

/** The model's record decides on the method; only a recorded decision of the key custodian puts another in its place. */
export function judgeCustody(model: Model, decision: Decision | undefined): Custody {
  const own = model.reset.method;
  if (decision?.decision === 'granted') return { method: decision.method, state: 'granted' };
  if (!needsCustodian(model)) return { method: own, state: 'not_needed' };
  return { method: own, state: decision ? 'refused' : 'waiting' };
}

export const decisionOf = (db: Db | Trx, orderId: string): Promise<Selectable<CustodyDecisionsTable> | undefined> =>
  db.selectFrom('custody_decisions').selectAll().where('order_id', '=', orderId).executeTakeFirst();

/** @returns undefined for a model that nobody knows any more. */
export async function custodyOf(
  db: Db | Trx,
  ctx: Context,
  order: { readonly id: string; readonly ukey_id: string },
): Promise<(Custody & { readonly model: Model }) | undefined> {
  const { model: id } = await db
    .selectFrom('ukeys')
    .select('model')
    .where('id', '=', order.ukey_id)
    .executeTakeFirstOrThrow();
  const model = ctx.models.find(id);
  return model && { ...judgeCustody(model, await decisionOf(db, order.id)), model };
}
