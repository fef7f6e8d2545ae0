import { freePorts } from '../../world.ts';
import { ukey } from '../desk.ts';
import { readDemo, startPrograms } from '../programs.ts';
import { openTap } from '../tap.ts';
import { createDice } from './dice.ts';
import { allowTrustedBridge, type Kind } from './methods.ts';
import { draw, tell } from './plan.ts';
import { type Ground, round } from './round.ts';

export interface Soak {
  readonly runs: number;
  /** Round i is drawn from `seed + i`: `--runs 1` with that number runs it again by itself. */
  readonly seed: number;
  readonly workers: number;
  readonly say: (line: string) => void;
}
export interface Tally {
  readonly completed: number;
  readonly resumed: number;
  readonly broken: number;
  readonly burnt: number;
  /** How often each mishap came to pass. */
  readonly seen: ReadonlyMap<string, number>;
}

/** Random mishaps on whole products, `workers` of them side by side. */
export async function soak({ runs, seed, workers, say }: Soak): Promise<Tally> {
  const tally = { completed: 0, resumed: 0, broken: 0, burnt: 0 };
  const seen = new Map<string, number>();
  let next = 0;

  async function rounds(ground: Ground): Promise<void> {
    while (next < runs) {
      const own = seed + next++;
      const plan = draw(createDice(own));
      try {
        const { end, happened } = await round(plan, ground);
        tally[end] += 1;
        const name = `${plan.kind.part}: ${happened ? plan.mishap : 'nothing'}`;
        seen.set(name, (seen.get(name) ?? 0) + 1);
      } catch (fault) {
        tally.broken += 1;
        tally.burnt += await burntOf(ground, plan.kind);
        say(`broken: seed ${own}, ${tell(plan)}: ${fault instanceof Error ? fault.message : String(fault)}`);
        // What a broken round leaves behind is not the next one's.
        return;
      }
      const done = tally.completed + tally.resumed + tally.broken;
      if (done % 100 === 0) say(`${done} of ${runs}`);
    }
  }
  async function work(): Promise<void> {
    while (next < runs) {
      const { ground, close } = await open();
      try {
        await rounds(ground);
      } finally {
        await close();
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(workers, runs) }, work));
  return { ...tally, seen };
}

async function burntOf({ programs, demo }: Ground, { part }: Kind): Promise<number> {
  const found = await ukey(programs, demo.parts[part] ?? '').catch(() => undefined);
  return found ? found.adminTriesMax - found.adminTriesLeft : 0;
}

async function open(): Promise<{ ground: Ground; close(): Promise<void> }> {
  const [cards = 0] = await freePorts(1);
  const tap = await openTap(cards);
  const programs = await startPrograms({ cardPort: tap.cardPort, bridge: { virtualPort: tap.port } });
  const close = async () => {
    await programs.stop();
    await tap.close();
  };
  try {
    await programs.start('sim', 'server', 'bridge');
    await allowTrustedBridge(programs);
    return { ground: { programs, tap, demo: readDemo(programs) }, close };
  } catch (fault) {
    await close();
    throw fault;
  }
}
