import { type RetentionRule, retentionRules } from '@jiesuo/contract';
import { proveLeaf } from '../audit/prove.ts';
import type { Context, Db, Trx } from '../context.ts';
import type { OrderRow } from '../orders/move.ts';
import { Refusal } from '../refusal.ts';
import { markOf } from './record.ts';

type Forgotten = Pick<OrderRow, 'id' | 'forgotten_at' | 'kept_as'>;

/** The record of an order's deletion; none for what a release before the records deleted. */
function recordOf(db: Db | Trx, ctx: Context, order: Forgotten) {
  const rules: RetentionRule[] = [order.kept_as ?? 'cancelled', 'account'];
  const marks = rules.map((rule) => markOf(ctx, rule, [order.id]));
  return db
    .selectFrom('deletions')
    .selectAll()
    .where('ca_id', '=', ctx.caId)
    .where('mark', 'in', marks)
    .executeTakeFirst();
}

/** When an order's data was deleted and by which rule; null while it is there. */
export async function deletionOf(
  db: Db | Trx,
  ctx: Context,
  order: Forgotten,
): Promise<{ at: string; rule: RetentionRule } | null> {
  if (!order.forgotten_at) return null;
  const record = await recordOf(db, ctx, order);
  return { at: order.forgotten_at.toISOString(), rule: record?.rule ?? order.kept_as ?? 'cancelled' };
}

/** In place of what is gone: what was deleted, when and by which rule and law, with the proof that the audit log says so. */
export async function deletionStatement(ctx: Context, order: Forgotten & { readonly number: string }): Promise<Buffer> {
  const deletion = await deletionOf(ctx.db, ctx, order);
  if (!deletion) throw new Refusal('not_found');
  const record = await recordOf(ctx.db, ctx, order);
  const { caName } = await ctx.settings();
  const { name, law, goes, stays } = retentionRules[deletion.rule];
  const statement = {
    v: 1,
    type: 'deletion',
    ca: caName,
    order: order.number,
    deletedAt: deletion.at,
    rule: deletion.rule,
    name,
    law,
    goes,
    stays,
    record: record && {
      mark: record.mark,
      files: record.files,
      bytes: record.bytes,
      dueAt: record.due_at.toISOString(),
    },
    audit: record && { id: record.leaf_id, ...(await proofOf(ctx, record.leaf_id)) },
  };
  return Buffer.from(`${JSON.stringify(statement, null, 2)}\n`);
}

/** Nothing while the leaf still waits for its place: a minute later there is a proof. */
async function proofOf(ctx: Context, leaf: string) {
  try {
    return await proveLeaf(ctx, leaf);
  } catch (error) {
    if (error instanceof Refusal) return {};
    throw error;
  }
}
