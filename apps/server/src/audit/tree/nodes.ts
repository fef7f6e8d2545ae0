import type { Db, Trx } from '../../context.ts';
import { createFrontier } from '../merkle/frontier.ts';
import type { ReadNodes } from '../merkle/prove.ts';

/** Hashes of a tile, and levels of the tree between two kept ones (C2SP tlog-tiles). */
export const TILE_WIDTH = 256;
export const TILE_HEIGHT = 8;
const TILES_KEPT = 256;

/**
 * Hashes `from` to `to` (not included) of one kept level: 0 are the leaves, 1 the subtrees of 256 leaves, and so on.
 * @throws Error when one is missing.
 */
export async function hashesAt(db: Db | Trx, caId: string, level: number, from: number, to: number): Promise<Buffer[]> {
  const hashes = await thoseOf(db, caId, level, from, to);
  if (hashes.length !== to - from)
    throw new Error(`the audit tree lacks hashes of level ${level} from ${from} to ${to}`);
  return hashes;
}

/** Without a gap from `from` on; fewer where the level ends. */
async function thoseOf(db: Db | Trx, caId: string, level: number, from: number, to: number): Promise<Buffer[]> {
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
  const gap = rows.findIndex((row, i) => row.index !== from + i);
  return rows.slice(0, gap < 0 ? rows.length : gap).map(({ hash }) => hash);
}

/** The nodes of one CA's stored tree as it is now: a tile of at most 256 rows a query, whatever the tree's size, and each tile once. */
export function nodesIn(db: Db | Trx, caId: string): ReadNodes {
  const tiles = new Map<string, Buffer[]>();
  async function tileOf(level: number, n: number): Promise<Buffer[]> {
    const name = `${level}/${n}`;
    const kept = tiles.get(name) ?? (await thoseOf(db, caId, level, n * TILE_WIDTH, (n + 1) * TILE_WIDTH));
    // Those asked for last stay longest.
    tiles.delete(name);
    tiles.set(name, kept);
    for (const [oldest] of tiles) if (tiles.size > TILES_KEPT) tiles.delete(oldest);
    return kept;
  }
  return async (nodes) => {
    const hashes: Buffer[] = [];
    for (const { level, index } of nodes) {
      const width = 2 ** (level % TILE_HEIGHT);
      const kept = Math.floor(level / TILE_HEIGHT);
      const n = Math.floor((index * width) / TILE_WIDTH);
      const from = index * width - n * TILE_WIDTH;
      const tile = (await tileOf(kept, n)).slice(from, from + width);
      if (tile.length < width) throw new Error(`the audit tree lacks node ${index} of level ${level}`);
      const subtree = createFrontier();
      for (const hash of tile) subtree.push(hash);
      hashes.push(subtree.root());
    }
    return hashes;
  };
}
