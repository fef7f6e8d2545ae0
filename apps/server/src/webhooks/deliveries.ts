import { sql } from 'kysely';
import type { Act } from '../operation.ts';
import { handle } from '../operation.ts';
import { pageOf, readCursor } from '../paging/cursor.ts';
import { Refusal } from '../refusal.ts';

interface Wanted {
  readonly id: string;
  readonly state?: 'waiting' | 'delivered' | 'given_up' | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}
async function showLog({ id, state, after, limit }: Wanted, { ctx }: Pick<Act, 'ctx'>) {
  const hook = await ctx.db
    .selectFrom('webhooks')
    .select('id')
    .where('ca_id', '=', ctx.caId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!hook) throw new Refusal('not_found');
  let query = ctx.db
    .selectFrom('webhook_deliveries as d')
    .innerJoin('webhook_messages as m', 'm.id', 'd.message_id')
    .where('d.webhook_id', '=', id)
    .select(['d.id', 'd.message_id', 'd.subject', 'd.state', 'd.created_at', 'd.next_at', 'm.event'])
    .orderBy('d.created_at', 'desc')
    .orderBy('d.id', 'desc')
    .limit(limit + 1);
  if (state) query = query.where('d.state', '=', state);
  const from = readCursor(after);
  if (from) query = query.where(sql<boolean>`(d.created_at, d.id) < (${from.at}, ${from.id})`);
  const { rows, next } = pageOf(await query.execute(), limit, (row) => ({ at: row.created_at, id: row.id }));
  const tries = await triesOf(
    ctx.db,
    rows.map((row) => row.id),
  );
  return {
    items: rows.map((row) => ({
      id: row.id,
      messageId: `msg_${row.message_id}`,
      event: row.event,
      subject: row.subject,
      state: row.state,
      createdAt: row.created_at.toISOString(),
      nextAt: row.next_at?.toISOString() ?? null,
      tries: tries
        .filter((one) => one.delivery_id === row.id)
        .map(({ at, status, fault, ms }) => ({ at: at.toISOString(), status, fault, ms })),
    })),
    next,
  };
}

const triesOf = async (db: Act['ctx']['db'], ids: readonly string[]) =>
  ids.length === 0
    ? []
    : db.selectFrom('webhook_tries').selectAll().where('delivery_id', 'in', ids).orderBy('at').orderBy('id').execute();

export const deliveries = handle('webhooks.deliveries', showLog);
export const deliveriesByKey = handle('v1.webhooks.deliveries', showLog);
