/** Entries `start` to `end`, the last not included. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A complete subtree: entries `index × 2^level` to `(index + 1) × 2^level`. */
export interface Node {
  readonly level: number;
  readonly index: number;
}

/** The fewest complete subtrees that cover a range, from left to right: at most two of each level. */
export function nodesOf({ start, end }: Range): Node[] {
  const nodes: Node[] = [];
  for (let at = start; at < end; ) {
    let level = 0;
    while (at % 2 ** (level + 1) === 0 && at + 2 ** (level + 1) <= end) level++;
    nodes.push({ level, index: at / 2 ** level });
    at += 2 ** level;
  }
  return nodes;
}

/** The largest power of two below `size`, where RFC 6962 §2.1 splits. */
function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}

/** Whose hashes make up the inclusion proof of entry `index` in a tree of `size`: PATH of RFC 6962 §2.1.1, in its order. */
export function inclusionRanges(index: number, size: number): Range[] {
  if (!(index >= 0 && index < size)) throw new RangeError('an inclusion proof is of an entry within the tree');
  const ranges: Range[] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const split = start + splitOf(end - start);
    if (index < split) {
      ranges.push({ start: split, end });
      end = split;
    } else {
      ranges.push({ start, end: split });
      start = split;
    }
  }
  return ranges.toReversed();
}

/** Whose hashes make up the consistency proof from tree `first` to tree `second`: PROOF of RFC 6962 §2.1.2, in its order. */
export function consistencyRanges(first: number, second: number): Range[] {
  if (!(first >= 0 && first <= second)) throw new RangeError('a consistency proof is from a tree to one not smaller');
  if (first === 0 || first === second) return [];
  const ranges: Range[] = [];
  let [start, end] = [0, second];
  while (end !== first) {
    const split = start + splitOf(end - start);
    if (first <= split) {
      ranges.push({ start: split, end });
      end = split;
    } else {
      ranges.push({ start, end: split });
      start = split;
    }
  }
  // Who verifies knows the first tree's root already when that tree is complete.
  if (start > 0) ranges.push({ start, end });
  return ranges.toReversed();
}
