import { sql } from 'kysely';
import { handle } from '../operation.ts';
import { pageOf, readCursor } from '../paging/cursor.ts';
import { likeLiteral } from '../paging/search.ts';
import { adminTriesMax, methodsOf, needsCustodian } from '../ukeys/models.ts';
import { judgeCustody } from './custody.ts';

/** `waiting` without a search: what cannot go on without the custodian. With one: any order that waits for its reset, for a weaker method. */
export const list = handle('custody.list', async ({ state, search, after, limit }, { ctx }) => {
  const text = search?.normalize('NFC').trim();
  const models = new Map(ctx.models.models().map((model) => [model.id, model]));
  const ids = [...models.values()]
    .filter((model) => text || state === 'decided' || needsCustodian(model))
    .map(({ id }) => id);
  let query = ctx.db
    .selectFrom('orders')
    .innerJoin('ukeys', 'ukeys.id', 'orders.ukey_id')
    .leftJoin('custody_decisions', 'custody_decisions.order_id', 'orders.id')
    .leftJoin('staff', 'staff.id', 'custody_decisions.decided_by')
    .select([
      'orders.id',
      'orders.number',
      'orders.customer_name',
      'orders.ukey_serial',
      'orders.created_at',
      'ukeys.model',
      'custody_decisions.method',
      'custody_decisions.decision',
      'custody_decisions.reason',
      'custody_decisions.decided_at',
      'staff.display_name',
    ])
    .where('orders.ca_id', '=', ctx.caId)
    .where('ukeys.model', 'in', ids.length === 0 ? [''] : ids)
    .orderBy('orders.created_at', 'desc')
    .orderBy('orders.id', 'desc')
    .limit(limit + 1);
  query =
    state === 'decided'
      ? query.where('custody_decisions.order_id', 'is not', null)
      : query.where('custody_decisions.order_id', 'is', null).where('orders.status', '=', 'awaiting_reset');
  if (text)
    query = query.where((eb) =>
      eb.or([
        eb('orders.number', '=', text),
        eb('orders.ukey_serial', '=', text),
        eb('orders.customer_name', 'like', `${likeLiteral(text)}%`),
      ]),
    );
  const from = readCursor(after);
  if (from) query = query.where(sql<boolean>`(orders.created_at, orders.id) < (${from.at}, ${from.id})`);
  const { rows, next } = pageOf(await query.execute(), limit, (row) => ({ at: row.created_at, id: row.id }));
  const items = rows.flatMap((row) => {
    const model = models.get(row.model);
    if (!model) return [];
    const decision = row.method && row.decision ? { method: row.method, decision: row.decision } : undefined;
    return [
      {
        number: row.number,
        customerName: row.customer_name,
        ukeySerial: row.ukey_serial,
        model: row.model,
        method: model.reset.method,
        methods: methodsOf(model),
        adminTriesMax: adminTriesMax(model),
        state: decision?.decision ?? judgeCustody(model, undefined).state,
        decision:
          decision && row.decided_at
            ? {
                method: decision.method,
                by: row.display_name ?? '',
                at: row.decided_at.toISOString(),
                reason: row.reason ?? '',
              }
            : null,
        createdAt: row.created_at.toISOString(),
      },
    ];
  });
  return { items, next, isTrustedBridgeOn: (await ctx.settings()).isTrustedBridgeOn };
});
