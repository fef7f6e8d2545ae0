import { createDice } from '../faults/random/dice.ts';
import { openArena } from './arena.ts';
import { judge } from './judge.ts';
import { playRound } from './round.ts';

export interface Races {
  readonly url: string;
  readonly rounds: number;
  readonly seed: number;
  readonly say: (line: string) => void;
}
export interface Tally {
  readonly rounds: number;
  readonly unbalanced: number;
  readonly doubled: number;
  readonly lost: number;
  readonly deadlocks: number;
  /** How the orders ended. */
  readonly ends: ReadonlyMap<string, number>;
}

/** Plays rounds on an empty PostgreSQL at `url`; each draws its chances from the seed and its own number, so that one can be played again. */
export async function races({ url, rounds, seed, say }: Races): Promise<Tally> {
  const arena = await openArena(url);
  const tally = { rounds, unbalanced: 0, doubled: 0, lost: 0 };
  const ends = new Map<string, number>();
  try {
    for (let round = 1; round <= rounds; round += 1) {
      const order = await playRound(arena, createDice(seed + round * 7919));
      const verdict = await judge(arena, order);
      for (const kind of ['unbalanced', 'doubled', 'lost'] as const) {
        tally[kind] += verdict[kind].length > 0 ? 1 : 0;
        for (const sentence of verdict[kind]) say(`round ${round}, ${kind}: ${sentence}`);
      }
      const { status, money } = await arena.ctx.db
        .selectFrom('orders')
        .select(['status', 'money'])
        .where('id', '=', order.id)
        .executeTakeFirstOrThrow();
      const end = `${status}, ${money}`;
      ends.set(end, (ends.get(end) ?? 0) + 1);
      if (round % 100 === 0) say(`${round} rounds`);
    }
    return { ...tally, deadlocks: await arena.deadlocks(), ends };
  } finally {
    await arena.close();
  }
}
