import type { Db, Trx } from '../../context.ts';
import { createFrontier } from '../merkle/frontier.ts';
import type { ReadNodes } from '../merkle/prove.ts';

/** Hashes of a tile, and levels of the tree between two kept ones (C2SP tlog-tiles). */
export const TILE_WIDTH = 256;
export const TILE_HEIGHT = 8;

/**
 * Hashes `from` to `to` (not included) of one kept level: 0 are the leaves, 1 the subtrees of 256 leaves, and so on.
 * @throws Error when one is missing.
 */
export async function hashesAt(db: Db | Trx, caId: string, level: number, from: number, to: number): Promise<Buffer[]> {
  const rows =
    level === 0
      ? await db
          .selectFrom('audit_tree')
          .select(['index', 'leaf_hash as hash'])
          .where('ca_id', '=', caId)
          .where('index', '>=', from)
          .where('index', '<', to)
          .orderBy('index')
          .execute()
      : await db
          .selectFrom('audit_nodes')
          .select(['index', 'hash'])
          .where('ca_id', '=', caId)
          .where('level', '=', level)
          .where('index', '>=', from)
          .where('index', '<', to)
          .orderBy('index')
          .execute();
  if (rows.length !== to - from || rows.some((row, i) => row.index !== from + i))
    throw new Error(`the audit tree lacks hashes of level ${level} from ${from} to ${to}`);
  return rows.map(({ hash }) => hash);
}

/** The nodes of one CA's stored tree: each asks for at most 256 rows, whatever the tree's size. */
export const nodesIn =
  (db: Db | Trx, caId: string): ReadNodes =>
  async (nodes) => {
    const hashes: Buffer[] = [];
    for (const { level, index } of nodes) {
      const width = 2 ** (level % TILE_HEIGHT);
      const kept = await hashesAt(db, caId, Math.floor(level / TILE_HEIGHT), index * width, (index + 1) * width);
      const subtree = createFrontier();
      for (const hash of kept) subtree.push(hash);
      hashes.push(subtree.root());
    }
    return hashes;
  };
