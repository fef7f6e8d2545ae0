import { createHash, sign } from 'node:crypto';
import type { Context } from '../../context.ts';
import { nodesOf } from '../merkle/ranges.ts';
import type { Checkpoint } from '../note/checkpoint.ts';
import { type Filter, matching } from '../search.ts';
import { nodesIn } from '../tree/nodes.ts';
import { type ExportHead, exportMessage } from './shape.ts';

const ENTRIES_AT_ONCE = 500;

export interface ExportAsked {
  readonly filter: Filter;
  readonly checkpoint: Checkpoint;
  /** Whom it is made for. */
  readonly by: string;
  readonly at: Date;
}

/**
 * The lines of an export (`exportLine`): every entry that matches, and between them the fewest hashes that still lead to the checkpoint's root.
 * Only what the checkpoint covers is in it; that never changes, so no snapshot is needed.
 */
export async function* exportLines(
  ctx: Pick<Context, 'db' | 'caId' | 'auditKey'>,
  { filter, checkpoint, by, at }: ExportAsked,
): AsyncGenerator<string> {
  const chosen = await choose(ctx, filter, checkpoint.size);
  const hash = createHash('sha256');
  const lineOf = (value: unknown) => {
    const line = `${JSON.stringify(value)}\n`;
    hash.update(line);
    return line;
  };
  const head: ExportHead = {
    type: 'audit_export',
    v: 1,
    checkpoint: checkpoint.note,
    filter,
    by,
    at: at.toISOString(),
    count: chosen.length,
  };
  yield lineOf(head);
  const read = nodesIn(ctx.db, ctx.caId);
  let next = 0;
  for (let i = 0; i < chosen.length; i += ENTRIES_AT_ONCE) {
    for (const { index, entry } of await entriesAt(ctx, chosen.slice(i, i + ENTRIES_AT_ONCE))) {
      for await (const left of leftOut(next, index)) yield lineOf(left);
      yield lineOf({ index, entry });
      next = index + 1;
    }
  }
  for await (const left of leftOut(next, checkpoint.size)) yield lineOf(left);
  const signature = sign(null, exportMessage(hash.digest()), ctx.auditKey.privateKey);
  yield `${JSON.stringify({ signature: signature.toString('base64') })}\n`;

  async function* leftOut(start: number, end: number) {
    for (const node of nodesOf({ start, end })) {
      const leaves = 2 ** node.level;
      const [found] = await read([node]);
      yield { index: node.index * leaves, leaves, hash: found?.toString('hex') };
    }
  }
}

/** Places of the matching leaves, in the order of the tree. */
async function choose({ db, caId }: Pick<Context, 'db' | 'caId'>, filter: Filter, size: number): Promise<number[]> {
  const rows = await db
    .selectFrom('audit_leaves')
    .innerJoin('audit_tree', 'audit_tree.leaf_id', 'audit_leaves.id')
    .select('audit_tree.index')
    .where(matching(caId, filter))
    .where('audit_tree.index', '<', size)
    .orderBy('audit_tree.index')
    .execute();
  return rows.map(({ index }) => index);
}

const entriesAt = ({ db, caId }: Pick<Context, 'db' | 'caId'>, indexes: readonly number[]) =>
  db
    .selectFrom('audit_tree')
    .innerJoin('audit_leaves', 'audit_leaves.id', 'audit_tree.leaf_id')
    .select(['audit_tree.index', 'audit_leaves.entry'])
    .where('audit_tree.ca_id', '=', caId)
    .where('audit_tree.index', 'in', indexes)
    .orderBy('audit_tree.index')
    .execute();
