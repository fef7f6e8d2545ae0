import type { Context, Trx } from '../context.ts';
import { Refusal } from '../refusal.ts';

/** A webhook of this CA that was not removed, locked. @throws Refusal `not_found` */
export async function lockWebhook(trx: Trx, ctx: Pick<Context, 'caId'>, id: string) {
  const row = await trx
    .selectFrom('webhooks')
    .selectAll()
    .where('ca_id', '=', ctx.caId)
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new Refusal('not_found');
  return row;
}
