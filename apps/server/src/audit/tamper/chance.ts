import { hash } from 'node:crypto';

/** Whole numbers from a seed, the same on every machine. */
export interface Chance {
  /** From 0 up to `n`, `n` not included. */
  below(n: number): number;
  oneOf<T>(things: readonly T[]): T;
}

export function createChance(seed: number, round: number): Chance {
  let drawn = 0;
  const below = (n: number) => hash('sha256', `${seed} ${round} ${drawn++}`, 'buffer').readUIntBE(0, 6) % n;
  return {
    below,
    oneOf(things) {
      const thing = things[below(things.length)];
      if (thing === undefined) throw new RangeError('nothing to choose from');
      return thing;
    },
  };
}
