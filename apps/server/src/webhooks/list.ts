import { namesOf } from '../audit/actors.ts';
import type { Act } from '../operation.ts';
import { handle } from '../operation.ts';

async function showAll(_: unknown, { ctx, now }: Pick<Act, 'ctx' | 'now'>) {
  const rows = await ctx.db
    .selectFrom('webhooks')
    .selectAll()
    .select((eb) =>
      eb
        .selectFrom('webhook_deliveries')
        .whereRef('webhook_deliveries.webhook_id', '=', 'webhooks.id')
        .where('webhook_deliveries.state', '=', 'waiting')
        .select((count) => count.fn.countAll<number>().as('count'))
        .as('waiting'),
    )
    .where('ca_id', '=', ctx.caId)
    .where('removed_at', 'is', null)
    .orderBy('created_at')
    .execute();
  const names = await namesOf(
    ctx,
    rows.map((row) => row.created_by),
  );
  return {
    items: rows.map((row) => ({
      id: row.id,
      url: row.url,
      note: row.note,
      events: row.events,
      state: row.state,
      createdAt: row.created_at.toISOString(),
      createdBy: names.get(row.created_by) ?? row.created_by,
      failingSince: row.failing_since?.toISOString() ?? null,
      deliveredAt: row.delivered_at?.toISOString() ?? null,
      oldSecretUntil: row.old_secret_until && row.old_secret_until > now ? row.old_secret_until.toISOString() : null,
      waiting: Number(row.waiting ?? 0),
    })),
  };
}
export const list = handle('webhooks.list', showAll);
export const listByKey = handle('v1.webhooks.list', showAll);
