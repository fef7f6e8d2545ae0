import { setTimeout as sleep } from 'node:timers/promises';
import type { Dice } from '../random/dice.ts';
import type { Arena } from './arena.ts';
import type { Cut } from './wire.ts';

export interface Strike {
  readonly name: string;
  /** What happens, and what an operator, or the cluster's own guard, does about it. */
  run(arena: Arena): Promise<void>;
}

const cutMs = 3_000;

/** One mishap between any two of the four. */
export function rollStrike(dice: Dice): Strike {
  const how = dice.pick<Cut>(['broken', 'silent']);
  const node = dice.pick([0, 1] as const);
  switch (dice.roll(5)) {
    case 0:
    case 1:
      return { name: 'primary killed', run: failOver };
    case 2:
      return { name: `node ${node} killed`, run: async ({ nodes }) => nodes[node].kill() };
    case 3:
      return {
        name: `node ${node} cut from the primary (${how})`,
        async run({ wires, pair }) {
          const wire = wires[node][pair.primary()];
          wire.cut(how);
          await sleep(cutMs);
          wire.mend();
        },
      };
    default:
      return cutFromStandby(how, dice.roll(2) === 0);
  }
}

/** Without its standby the primary answers no COMMIT. Either the way comes back, or the standby takes over. */
const cutFromStandby = (how: Cut, takesOver: boolean): Strike => ({
  name: `primary cut from its standby (${how}), ${takesOver ? 'which takes over' : 'for a while'}`,
  async run(arena) {
    const { pair } = arena;
    const wire = pair.following[pair.primary()];
    wire.cut(how);
    await sleep(cutMs);
    if (takesOver) await failOver(arena);
    wire.mend();
    await pair.inStep();
  },
});

/** Fenced first: it is dead, and comes back only as a copy of the other. */
async function failOver({ pair }: Arena): Promise<void> {
  await pair.killPrimary();
  await pair.promote();
  await pair.rebuild();
}
