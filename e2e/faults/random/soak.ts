import type { openCluster } from '../cluster.ts';
import { ukey } from '../desk.ts';
import { createDice } from './dice.ts';
import { type Ground, openGround } from './ground.ts';
import { cells } from './matrix.ts';
import type { Kind } from './methods.ts';
import { draw, type Plan, tell } from './plan.ts';
import { round } from './round.ts';

export interface Soak {
  readonly rounds: readonly Numbered[];
  readonly workers: number;
  /** Holds the products' databases; without one each product has its own embedded. */
  readonly cluster?: ReturnType<typeof openCluster> | undefined;
  readonly say: (line: string) => void;
}
/** One round's plan, and what runs it again by itself. */
export interface Numbered {
  readonly name: string;
  readonly plan: Plan;
}
export interface Tally {
  readonly completed: number;
  readonly resumed: number;
  readonly broken: number;
  readonly burnt: number;
  /** How often each mishap came to pass. */
  readonly seen: ReadonlyMap<string, number>;
  /** Rounds whose mishap did not: their moment never came. */
  readonly missed: readonly string[];
}

/** Round i is drawn from `seed + i`: `--runs 1` with that number runs it again by itself. */
export const rolled = (runs: number, seed: number): readonly Numbered[] =>
  Array.from({ length: runs }, (_, i) => ({ name: `seed ${seed + i}`, plan: draw(createDice(seed + i)) }));

/** Each cell of the matrix once. */
export const everyCell: readonly Numbered[] = cells.map((plan, i) => ({ name: `cell ${i + 1}`, plan }));

/** Of so many rounds one goes the whole way to its order even where a shorter one is open. */
const wholeEach = 50;
const startsMax = 3;

/** Mishaps on whole products, `workers` of them side by side. */
export async function soak({ rounds, workers, cluster, say }: Soak): Promise<Tally> {
  const tally = { completed: 0, resumed: 0, broken: 0, burnt: 0 };
  const seen = new Map<string, number>();
  const missed: string[] = [];
  let next = 0;

  async function one({ name, plan }: Numbered, isWhole: boolean, ground: Ground): Promise<void> {
    const { end, happened } = await round(plan, isWhole ? { ...ground, office: ground.whole } : ground);
    tally[end] += 1;
    if (!happened && plan.mishap !== 'nothing') missed.push(`${name}, ${tell(plan)}`);
    const what = `${plan.kind.part}: ${happened ? plan.mishap : 'nothing'}`;
    seen.set(what, (seen.get(what) ?? 0) + 1);
  }
  /** @returns whether one of them broke: what it leaves behind is not the next one's. */
  async function go(ground: Ground): Promise<boolean> {
    for (let round = rounds[next]; round; round = rounds[next]) {
      const isWhole = next++ % wholeEach === 0;
      try {
        await one(round, isWhole, ground);
      } catch (fault) {
        tally.broken += 1;
        tally.burnt += await burntOf(ground, round.plan.kind);
        const { dataDir } = ground.programs;
        say(`broken: ${round.name}, ${tell(round.plan)}: ${wordsOf(fault)} (${dataDir})`);
        return true;
      }
      const done = tally.completed + tally.resumed + tally.broken;
      if (done % 100 === 0) say(`${done} of ${rounds.length}`);
    }
    return false;
  }
  async function work(): Promise<void> {
    while (next < rounds.length) {
      const { ground, close } = await start();
      await close(await go(ground));
    }
  }
  /** A start is no round: what kept the machine from it is not held against the product. */
  async function start(): ReturnType<typeof openGround> {
    for (let tries = 1; ; tries++)
      try {
        return await openGround(cluster);
      } catch (fault) {
        say(`not started: ${wordsOf(fault)}`);
        if (tries === startsMax) throw fault;
      }
  }
  await Promise.all(Array.from({ length: Math.min(workers, rounds.length) }, work));
  return { ...tally, seen, missed };
}

const wordsOf = (fault: unknown): string => {
  if (!(fault instanceof Error)) return String(fault);
  return fault.cause === undefined ? fault.message : `${fault.message}: ${wordsOf(fault.cause)}`;
};

async function burntOf({ programs, demo }: Ground, { part }: Kind): Promise<number> {
  const found = await ukey(programs, demo.parts[part] ?? '').catch(() => undefined);
  return found ? found.adminTriesMax - found.adminTriesLeft : 0;
}
