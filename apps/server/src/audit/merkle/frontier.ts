import { emptyRoot, nodeHash } from './hash.ts';
import { nodesOf } from './ranges.ts';

/** The right edge of a growing tree: the roots of its complete subtrees, O(log n) hashes, are all that appending needs. */
export interface Frontier {
  readonly size: number;
  /**
   * Appends one complete subtree of 2^level entries, a leaf by default. `onNode` hears each complete subtree that this finishes, itself included, smallest first.
   * @throws RangeError when a subtree of that level cannot stand at this place.
   */
  push(hash: Buffer, level?: number, onNode?: (level: number, index: number, hash: Buffer) => void): void;
  /** RFC 6962's tree hash of all that was appended. */
  root(): Buffer;
}

/** `hashes` are those of `nodesOf({ start: 0, end: size })`, in that order. */
export function createFrontier(size = 0, hashes: readonly Buffer[] = []): Frontier {
  const edge = nodesOf({ start: 0, end: size }).map(({ level }, i) => {
    const hash = hashes[i];
    if (!hash) throw new RangeError('a frontier needs one hash for each complete subtree');
    return { level, hash };
  });
  let count = size;
  return {
    get size() {
      return count;
    },
    push(hash, level = 0, onNode) {
      if (count % 2 ** level !== 0) throw new RangeError('a complete subtree starts at a multiple of its size');
      let node = { level, hash };
      count += 2 ** level;
      onNode?.(level, count / 2 ** level - 1, hash);
      for (let left = edge.at(-1); left?.level === node.level; left = edge.at(-1)) {
        edge.pop();
        node = { level: node.level + 1, hash: nodeHash(left.hash, node.hash) };
        onNode?.(node.level, count / 2 ** node.level - 1, node.hash);
      }
      edge.push(node);
    },
    root: () => rootOf(edge.map(({ hash }) => hash)),
  };
}

/** The hash of a range from the hashes of its `nodesOf`, for ranges that RFC 6962's proofs and trees speak of. */
export function rootOf(nodes: readonly Buffer[]): Buffer {
  const last = nodes.at(-1);
  return last ? nodes.slice(0, -1).reduceRight((right, left) => nodeHash(left, right), last) : emptyRoot();
}
