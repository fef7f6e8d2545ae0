import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import { writeLeaf } from '../audit/write.ts';
import type { Context, Trx } from '../context.ts';
import type { Outcome } from './post.ts';
import { nextTry } from './schedule.ts';

/** One message for one receiver, leased for one try. */
export interface Due {
  readonly id: string;
  /** This one included. */
  readonly tries: number;
  readonly createdAt: Date;
  readonly hook: {
    readonly id: string;
    readonly url: string;
    readonly secret_sealed: string;
    readonly old_secret_sealed: string | null;
    readonly old_secret_until: Date | null;
  };
  readonly message: {
    readonly id: string;
    readonly event: string;
    readonly data: Record<string, unknown>;
    readonly at: Date;
  };
}

/** Writes down how a try ended, and what follows. */
export const note = (ctx: Context, due: Due, outcome: Outcome, at: Date): Promise<void> =>
  ctx.db.transaction().execute(async (trx) => {
    const { status, fault, ms } = outcome;
    // What was delivered or given up meanwhile, by a resend or by a slower twin, keeps its end.
    const row = await trx
      .selectFrom('webhook_deliveries')
      .select('id')
      .where('id', '=', due.id)
      .where('state', '=', 'waiting')
      .forUpdate()
      .executeTakeFirst();
    if (!row) return;
    await trx
      .insertInto('webhook_tries')
      .values({ id: uuid(), ca_id: ctx.caId, delivery_id: due.id, at, status, fault, ms })
      .execute();
    const isDelivered = status !== null && status >= 200 && status < 300;
    const next = isDelivered ? undefined : nextTry(due.tries, at);
    await trx
      .updateTable('webhook_deliveries')
      .set(next ? { next_at: next } : { state: isDelivered ? 'delivered' : 'given_up', next_at: null })
      .where('id', '=', due.id)
      .execute();
    if (isDelivered) return noteSuccess(trx, due, at);
    await trx
      .updateTable('webhooks')
      .set({ failing_since: sql`coalesce(failing_since, ${at})` })
      .where('id', '=', due.hook.id)
      .execute();
    if (status === 410 || !next) await disable(trx, ctx, due, status === 410, at);
  });

const noteSuccess = async (trx: Trx, { hook }: Due, at: Date): Promise<void> => {
  await trx.updateTable('webhooks').set({ failing_since: null, delivered_at: at }).where('id', '=', hook.id).execute();
};

/** A receiver that is gone (410), or that took nothing for as long as the last message was tried, is not called again until a person says so. */
async function disable(trx: Trx, ctx: Context, { hook, createdAt }: Due, isGone: boolean, at: Date): Promise<void> {
  let query = trx
    .updateTable('webhooks')
    .set({ state: 'disabled' })
    .where('id', '=', hook.id)
    .where('state', '=', 'active');
  if (!isGone) query = query.where((eb) => eb.or([eb('delivered_at', 'is', null), eb('delivered_at', '<', createdAt)]));
  const { numUpdatedRows } = await query.executeTakeFirst();
  if (numUpdatedRows === 0n) return;
  const origin = { ctx, at, actor: 'system', operation: 'webhooks.deliver', requestId: null };
  await writeLeaf(trx, origin, { subject: hook.id, detail: { state: 'disabled', isGone } });
  ctx.log.warn({ webhook: hook.id, isGone }, 'a webhook was disabled: nothing arrives there');
}
