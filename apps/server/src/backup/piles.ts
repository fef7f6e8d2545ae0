import { createHash } from 'node:crypto';
import type { Manifest, Pile } from './manifest.ts';
import type { Entry } from './tar.ts';

type Kind = keyof Manifest['piles'];
const kinds: readonly Kind[] = ['head', 'keys', 'models', 'tables', 'files'];

/** Which pile an entry belongs to, by its first word. @throws Error for any other. */
export function kindOf(name: string): Kind {
  if (name === 'head.json') return 'head';
  const kind = kinds.find((one) => one !== 'head' && name.startsWith(`${one}/`));
  if (!kind) throw new Error(`a backup holds no ${name}`);
  return kind;
}

/** Counts and hashes entries as they pass. */
export function countPiles() {
  const piles = new Map(kinds.map((kind) => [kind, { entries: 0, bytes: 0, hash: createHash('sha256') }]));
  return {
    add({ name, bytes }: Entry): void {
      const pile = piles.get(kindOf(name));
      if (!pile) return;
      pile.entries += 1;
      pile.bytes += bytes.length;
      pile.hash.update(`${name} ${createHash('sha256').update(bytes).digest('hex')}\n`);
    },
    /** To be asked once. */
    sum(): Manifest['piles'] {
      const sums = [...piles].map(([kind, { entries, bytes, hash }]): [Kind, Pile] => [
        kind,
        { entries, bytes, sha256: hash.digest('hex') },
      ]);
      return Object.fromEntries(sums) as Manifest['piles'];
    },
  };
}
