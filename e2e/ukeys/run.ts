import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Pcscd, startPcscd } from '../faults/pcscd.ts';
import { type Programs, startPrograms } from '../faults/programs.ts';
import { freePorts } from '../world.ts';
import { journey } from './journey.ts';
import { softHsmConf } from './softhsm.ts';
import type { Stack } from './stack.ts';
import { stacks } from './stacks.ts';

export interface Line {
  readonly stack: string;
  readonly outcome: 'passed' | 'failed' | 'missing';
  readonly seconds: number;
  /** Who witnessed it; what is missing; what went wrong. */
  readonly note: string;
}

/** Tries the journey on every stack whose name holds `only`, one after another; each line is told as soon as it is known. */
export async function tryStacks(only: string, tell: (line: Line) => void): Promise<readonly Line[]> {
  const lines: Line[] = [];
  const ground = openGround();
  try {
    for (const stack of stacks.filter(({ name }) => name.includes(only))) {
      const line = await tryStack(stack, ground);
      lines.push(line);
      tell(line);
    }
  } finally {
    await ground.close();
  }
  return lines;
}

async function tryStack(stack: Stack, ground: ReturnType<typeof openGround>): Promise<Line> {
  const missing = stack.missing();
  if (missing.length > 0) return { stack: stack.name, outcome: 'missing', seconds: 0, note: missing.join(', ') };
  const since = performance.now();
  const seconds = () => (performance.now() - since) / 1000;
  try {
    const { folder, pcscd } = ground;
    const note = await journey(stack, { programs: await ground.programs(), pcscd, folder });
    if (stack.isUsedUp) await ground.renew();
    return { stack: stack.name, outcome: 'passed', seconds: seconds(), note };
  } catch (fault) {
    await ground.renew();
    return { stack: stack.name, outcome: 'failed', seconds: seconds(), note: (fault as Error).message };
  }
}

/** One product and one pcscd for all of them, fresh ones when a UKey was used up. */
function openGround() {
  const folder = mkdtempSync(join(tmpdir(), 'jiesuo-ukeys-'));
  let programs: Programs | undefined;
  let pcscd: Pcscd | undefined;
  const renew = async () => {
    await programs?.stop();
    programs = undefined;
  };
  return {
    folder,
    renew,
    async programs() {
      if (programs) return programs;
      const [cardPort = 0] = await freePorts(1);
      // The kit's SKF library finds the virtual UKeys by this port.
      const env = { SOFTHSM2_CONF: softHsmConf(folder), JIESUO_CARD_PORT: String(cardPort) };
      const made = await startPrograms({ cardPort, env });
      programs = made;
      await made.start('sim', 'server', 'bridge');
      return made;
    },
    async pcscd() {
      pcscd ??= await startPcscd();
      return pcscd;
    },
    async close() {
      await renew();
      await pcscd?.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
