import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isExtension, isIncluded } from './check.ts';
import { createFrontier, rootOf } from './frontier.ts';
import { emptyRoot, leafHash, nodeHash } from './hash.ts';
import { proveConsistency, proveInclusion, type ReadNodes, rootAt } from './prove.ts';
import { nodesOf } from './ranges.ts';

/** The entries and roots that Certificate Transparency's own implementations are tested with (RFC 6962). */
const entries = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

/** RFC 6962's own recursive words, written down once more and slowly. */
const sha256 = (...parts: Uint8Array[]) =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const split = (n: number) => 2 ** Math.floor(Math.log2(n - 1));
function mth(leaves: readonly Buffer[]): Buffer {
  const [only] = leaves;
  if (!only) return sha256();
  if (leaves.length === 1) return only;
  const k = split(leaves.length);
  return sha256(Buffer.of(1), mth(leaves.slice(0, k)), mth(leaves.slice(k)));
}
function path(m: number, leaves: readonly Buffer[]): Buffer[] {
  if (leaves.length === 1) return [];
  const k = split(leaves.length);
  return m < k
    ? [...path(m, leaves.slice(0, k)), mth(leaves.slice(k))]
    : [...path(m - k, leaves.slice(k)), mth(leaves.slice(0, k))];
}
function subproof(m: number, leaves: readonly Buffer[], isKnown: boolean): Buffer[] {
  if (m === leaves.length) return isKnown ? [] : [mth(leaves)];
  const k = split(leaves.length);
  return m <= k
    ? [...subproof(m, leaves.slice(0, k), isKnown), mth(leaves.slice(k))]
    : [...subproof(m - k, leaves.slice(k), false), mth(leaves.slice(0, k))];
}

const leavesOf = (count: number) => Array.from({ length: count }, (_, i) => leafHash(`entry ${i}`));
const storedIn =
  (leaves: readonly Buffer[]): ReadNodes =>
  async (nodes) =>
    nodes.map(({ level, index }) => mth(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level)));
const sizes = fc.integer({ min: 1, max: 700 }).chain((n) => fc.tuple(fc.constant(n), fc.nat(n - 1), fc.nat(n)));

test('the tree hashes of RFC 6962’s reference entries are the published ones', () => {
  const frontier = createFrontier();
  expect(emptyRoot().toString('hex')).toBe(roots[0]);
  expect(frontier.root().toString('hex')).toBe(roots[0]);
  for (const [i, entry] of entries.entries()) {
    frontier.push(leafHash(Buffer.from(entry, 'hex')));
    expect(frontier.root().toString('hex')).toBe(roots[i + 1]);
  }
});

test('the inclusion and consistency proofs of the reference tree are the published ones', async () => {
  const read = storedIn(entries.map((entry) => leafHash(Buffer.from(entry, 'hex'))));
  const hex = async (proof: Promise<Buffer[]>) => (await proof).map((hash) => hash.toString('hex'));
  expect(await hex(proveInclusion(read, 0, 8))).toEqual([
    '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
    '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
    '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
  ]);
  expect(await hex(proveConsistency(read, 6, 8))).toEqual([
    '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
    'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  ]);
});

test('roots and proofs are those of RFC 6962’s recursive definitions, whatever the size', async () => {
  await fc.assert(
    fc.asyncProperty(sizes, async ([size, index, first]) => {
      const leaves = leavesOf(size);
      const read = storedIn(leaves);
      const frontier = createFrontier();
      for (const leaf of leaves) frontier.push(leaf);
      const root = mth(leaves);
      expect(frontier.root()).toEqual(root);
      expect(await rootAt(read, size)).toEqual(root);
      const proof = await proveInclusion(read, index, size);
      expect(proof).toEqual(path(index, leaves));
      expect(isIncluded({ index, size, leaf: leaves[index] ?? root, proof, root })).toBe(true);
      const extended = await proveConsistency(read, first, size);
      if (first > 0) expect(extended).toEqual(subproof(first, leaves, true));
      const [before, after] = [
        { size: first, root: mth(leaves.slice(0, first)) },
        { size, root },
      ];
      expect(isExtension({ first: before, second: after, proof: extended })).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test('no other entry, place, size, root or proof passes for the proven one', async () => {
  await fc.assert(
    fc.asyncProperty(sizes, fc.nat(), async ([size, index, first], pick) => {
      const leaves = leavesOf(size);
      const read = storedIn(leaves);
      const root = mth(leaves);
      const other = leafHash('other');
      const leaf = leaves[index] ?? other;
      const right = { index, size, leaf, proof: await proveInclusion(read, index, size), root };
      expect(isIncluded({ ...right, leaf: other })).toBe(false);
      expect(isIncluded({ ...right, root: other })).toBe(false);
      expect(isIncluded({ ...right, index: size })).toBe(false);
      expect(isIncluded({ ...right, proof: [...right.proof, other] })).toBe(false);
      if (size > 1) {
        expect(isIncluded({ ...right, index: (index + 1) % size })).toBe(false);
        expect(isIncluded({ ...right, proof: right.proof.toSpliced(pick % right.proof.length, 1) })).toBe(false);
        expect(isIncluded({ ...right, proof: right.proof.with(pick % right.proof.length, other) })).toBe(false);
      }
      const proof = await proveConsistency(read, first, size);
      const grown = { first: { size: first, root: mth(leaves.slice(0, first)) }, second: { size, root }, proof };
      expect(isExtension({ ...grown, proof: [...proof, other] })).toBe(false);
      if (first === 0) return;
      expect(isExtension({ ...grown, first: { size: first, root: other } })).toBe(false);
      expect(isExtension({ ...grown, second: { size, root: other } })).toBe(false);
      if (proof.length > 0)
        expect(isExtension({ ...grown, proof: proof.with(pick % proof.length, other) })).toBe(false);
    }),
    { numRuns: 60 },
  );
});

test('a frontier goes on from the hashes of its complete subtrees, and takes whole subtrees at their places only', () => {
  const leaves = leavesOf(300);
  const kept = nodesOf({ start: 0, end: 201 }).map(({ level, index }) =>
    mth(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level)),
  );
  const frontier = createFrontier(201, kept);
  expect(frontier.root()).toEqual(rootOf(kept));
  const finished: string[] = [];
  for (const leaf of leaves.slice(201, 204))
    frontier.push(leaf, 0, (level, index) => finished.push(`${level}/${index}`));
  expect(finished).toEqual(['0/201', '1/100', '0/202', '0/203', '1/101', '2/50']);
  frontier.push(mth(leaves.slice(204, 208)), 2);
  for (const leaf of leaves.slice(208)) frontier.push(leaf);
  expect(frontier.root()).toEqual(mth(leaves));
  expect(frontier.size).toBe(300);
  const odd = createFrontier();
  odd.push(leafHash('one'));
  expect(() => odd.push(nodeHash(leafHash('a'), leafHash('b')), 1)).toThrow(RangeError);
});
