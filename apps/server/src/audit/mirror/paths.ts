import { TILE_WIDTH } from '../tree/nodes.ts';

/** `entries`, or a level of hashes. */
export type TileKind = 'entries' | number;

/** Where C2SP tlog-tiles puts tile `n`: 1234067 is `x001/x234/067`; `.p/<width>` while it is not full. */
export function tilePath(kind: TileKind, n: number, width: number): string {
  const full = fullTilePath(kind, n);
  return width === TILE_WIDTH ? full : `${partialsPath(full)}/${width}`;
}

export function fullTilePath(kind: TileKind, n: number): string {
  const parts = [String(n % 1000).padStart(3, '0')];
  for (let rest = Math.floor(n / 1000); rest > 0; rest = Math.floor(rest / 1000))
    parts.unshift(`x${String(rest % 1000).padStart(3, '0')}`);
  return `tile/${kind}/${parts.join('/')}`;
}

/** The folder of a tile's partial versions; gone when the tile is full. */
export const partialsPath = (fullTile: string): string => `${fullTile}.p`;

export interface Tile {
  readonly kind: TileKind;
  readonly n: number;
  readonly width: number;
}

/** The tiles that a tree of `size` has and one of `before` has not. A partial tile stands for itself. */
export function tilesBetween(before: number, size: number): Tile[] {
  const tiles: Tile[] = [];
  for (let level = 0; ; level++) {
    const [had, has] = [before, size].map((entries) => Math.floor(entries / TILE_WIDTH ** level)) as [number, number];
    if (has === 0) return tiles;
    for (let n = Math.floor(had / TILE_WIDTH); had < has && n * TILE_WIDTH < has; n++) {
      const width = Math.min(TILE_WIDTH, has - n * TILE_WIDTH);
      if (level === 0) tiles.push({ kind: 'entries', n, width });
      tiles.push({ kind: level, n, width });
    }
  }
}
