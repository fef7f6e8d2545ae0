import { rootOf } from './frontier.ts';
import { consistencyRanges, inclusionRanges, type Node, nodesOf, type Range } from './ranges.ts';

/** Reads the hashes of complete subtrees of a stored tree, in the order asked. */
export type ReadNodes = (nodes: readonly Node[]) => Promise<Buffer[]>;

/** RFC 6962 §2.1.1: that entry `index` is in the tree of `size`. O(log size) nodes are read. */
export const proveInclusion = (read: ReadNodes, index: number, size: number): Promise<Buffer[]> =>
  hashesOf(read, inclusionRanges(index, size));

/** RFC 6962 §2.1.2: that the tree of `second` entries begins with that of `first`. */
export const proveConsistency = (read: ReadNodes, first: number, second: number): Promise<Buffer[]> =>
  hashesOf(read, consistencyRanges(first, second));

/** The root that the tree had at `size`. */
export const rootAt = async (read: ReadNodes, size: number): Promise<Buffer> =>
  rootOf(await read(nodesOf({ start: 0, end: size })));

async function hashesOf(read: ReadNodes, ranges: readonly Range[]): Promise<Buffer[]> {
  const parts = ranges.map(nodesOf);
  const hashes = await read(parts.flat());
  let from = 0;
  return parts.map((nodes) => rootOf(hashes.slice(from, (from += nodes.length))));
}
