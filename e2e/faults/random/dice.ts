/** Chance that a seed repeats: mulberry32 (Tommy Ettinger, public domain), 32 bits a draw. */
export interface Dice {
  /** From 0 up to, not including, `sides`. */
  roll(sides: number): number;
  pick<T>(of: readonly [T, ...T[]]): T;
}

export function createDice(seed: number): Dice {
  let state = seed >>> 0;
  const draw = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const roll = (sides: number) => draw() % sides;
  return { roll, pick: (of) => of[roll(of.length)] ?? of[0] };
}
