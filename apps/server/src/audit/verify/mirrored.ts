import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { HASH_BYTES, leafHash } from '../merkle/hash.ts';
import { bundleOf, entriesOf } from '../mirror/bundle.ts';
import { readIfThere } from '../mirror/files.ts';
import { fullTilePath, type Tile, tilePath, tilesBetween } from '../mirror/paths.ts';
import { TILE_WIDTH } from '../tree/nodes.ts';
import type { Findings } from './findings.ts';

/** One bundle of the mirror: its entries, and the hashes that the tile beside it says they have. */
export interface Bundle {
  readonly entries: readonly Buffer[];
  readonly hashes: readonly Buffer[];
}

/** Bundle `n` of a mirror of `size` entries. What cannot be read is said and left out. */
export async function readBundle(dir: string, n: number, size: number, { say }: Findings): Promise<Bundle> {
  const width = Math.min(TILE_WIDTH, size - n * TILE_WIDTH);
  const bundle = await readTile(dir, { kind: 'entries', n, width });
  const tile = await readTile(dir, { kind: 0, n, width });
  const entries = bundle && entriesOf(bundle.bytes);
  const hashes = tile && hashesOf(tile.bytes);
  tell(tilePath('entries', n, width), bundle, entries);
  tell(tilePath(0, n, width), tile, tile && tile.bytes.length % HASH_BYTES === 0 ? hashes : undefined);
  return { entries: entries?.slice(0, width) ?? [], hashes: hashes?.slice(0, width) ?? [] };

  function tell(file: string, found: Found | undefined, items: readonly Buffer[] | undefined): void {
    if (!found) say(...wrongFile(file, 'missing'));
    else if (!items || items.length < width || (items.length > width && !found.isGrown))
      say(...wrongFile(file, 'changed'));
  }
}

interface Found {
  readonly bytes: Buffer;
  /** The whole tile, where a partial one was asked for: it became whole while we looked. */
  readonly isGrown: boolean;
}

async function readTile(dir: string, { kind, n, width }: Tile): Promise<Found | undefined> {
  const bytes = await readIfThere(join(dir, tilePath(kind, n, width)));
  if (bytes) return { bytes, isGrown: false };
  const whole = width < TILE_WIDTH ? await readIfThere(join(dir, fullTilePath(kind, n))) : undefined;
  return whole && { bytes: whole, isGrown: true };
}

const hashesOf = (tile: Buffer): Buffer[] =>
  Array.from({ length: Math.floor(tile.length / HASH_BYTES) }, (_, i) =>
    tile.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES),
  );

const wrongFile = (file: string, how: 'missing' | 'changed' | 'extra'): [string, string] => {
  const words = {
    missing: ['缺失', 'is missing'],
    changed: ['被改动', 'was changed'],
    extra: ['不属于日志', 'is not of this log'],
  } as const;
  return [`镜像文件 ${file} ${words[how][0]}`, `the mirror's file ${file} ${words[how][1]}`];
};

export interface Expected {
  /** Sizes of the mirrored checkpoints, ascending. */
  readonly sizes: readonly number[];
  /** The last bundle's entries, as they should be. */
  readonly lastEntries: readonly Buffer[];
  /** Hash `index` of a level of tiles above the leaves. */
  node(level: number, index: number): Buffer | undefined;
}

/** Every other file: tiles above the leaves, partial tiles, the newest checkpoint, and none too many. */
export async function checkFiles(
  dir: string,
  { sizes, lastEntries, node }: Expected,
  newest: string | undefined,
  isGrowing: () => Promise<boolean>,
  { say }: Findings,
): Promise<void> {
  const last = sizes.at(-1) ?? 0;
  const wanted = new Set(['checkpoints', 'checkpoint']);
  let before = 0;
  for (const size of sizes) {
    for (const tile of tilesBetween(before, size)) {
      const { kind, n, width } = tile;
      const level = kind === 'entries' ? 0 : kind;
      const isOutgrown = width < TILE_WIDTH && Math.floor(last / TILE_WIDTH ** level) >= (n + 1) * TILE_WIDTH;
      if (isOutgrown) continue;
      wanted.add(tilePath(kind, n, width));
      // Full tiles of the leaves were read with their bundle.
      if (level > 0 || width < TILE_WIDTH) await checkTile(tile);
    }
    before = size;
  }
  const shown = (await readIfThere(join(dir, 'checkpoint')))?.toString();
  if (shown !== newest && !(await isGrowing()))
    say(...wrongFile('checkpoint', shown === undefined ? 'missing' : 'changed'));
  const extra = (await filesIn(dir)).filter((file) => !wanted.has(file));
  if (extra.length > 0 && !(await isGrowing())) for (const file of extra) say(...wrongFile(file, 'extra'));

  async function checkTile(tile: Tile): Promise<void> {
    const right = tile.kind === 'entries' || tile.kind === 0 ? leavesOf(tile) : nodesOf(tile, tile.kind);
    const found = await readTile(dir, tile);
    const file = tilePath(tile.kind, tile.n, tile.width);
    if (!found) say(...wrongFile(file, 'missing'));
    else if (!right?.equals(found.isGrown ? found.bytes.subarray(0, right.length) : found.bytes))
      say(...wrongFile(file, 'changed'));
  }
  function leavesOf({ kind, width }: Tile): Buffer | undefined {
    if (lastEntries.length < width) return undefined;
    const entries = lastEntries.slice(0, width);
    return kind === 'entries'
      ? bundleOf(entries.map((entry) => entry.toString()))
      : Buffer.concat(entries.map((entry) => leafHash(entry)));
  }
  function nodesOf({ n, width }: Tile, level: number): Buffer | undefined {
    const hashes = Array.from({ length: width }, (_, i) => node(level, n * TILE_WIDTH + i));
    return hashes.every((hash) => hash !== undefined) ? Buffer.concat(hashes) : undefined;
  }
}

async function filesIn(dir: string): Promise<string[]> {
  const all = await readdir(dir, { recursive: true, withFileTypes: true });
  return all
    .filter((one) => !one.isDirectory() && !one.name.startsWith('.'))
    .map((one) => relative(dir, join(one.parentPath, one.name)).split(sep).join('/'));
}
