import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { plug, typePin, ukey } from '../desk.ts';
import { Gone, openWindow } from '../hand.ts';
import { countActs } from '../load/check.ts';
import { startLoad } from '../load/load.ts';
import { createDice, type Dice } from '../random/dice.ts';
import { kinds } from '../random/methods.ts';
import { type Arena, openArena } from './arena.ts';
import { ask } from './pair.ts';
import { rollStrike, type Strike } from './strike.ts';

export interface Tally {
  readonly rounds: number;
  readonly acks: number;
  readonly lost: number;
  readonly doubled: number;
  readonly slowestSeconds: number;
  readonly ceremonies: { readonly completed: number; readonly resumed: number };
  /** Sentences of what must not be; none is good. */
  readonly faults: readonly string[];
}
interface Plan {
  readonly rounds: number;
  readonly seed: number;
  readonly say: (line: string) => void;
}

/** The promise: service is back within this. */
const backSecondsMost = 60;
const server = fileURLToPath(new URL('../../../apps/server/server.js', import.meta.url));

export async function failover({ rounds, seed, say }: Plan): Promise<Tally> {
  const dice = createDice(seed);
  const arena = await openArena();
  const load = startLoad({ nodes: arena.nodes.map(({ api }) => api), secret: arena.secret, serials: spare(arena) });
  const faults: string[] = [];
  const ceremonies = { completed: 0, resumed: 0 };
  let [slowest, lost, doubled, done] = [0, 0, 0, 0];
  try {
    await load.recovered(performance.now(), 60_000);
    for (; done < rounds; done += 1) {
      const strike = rollStrike(dice);
      const hasCeremony = dice.roll(3) === 0;
      const startedAt = performance.now();
      const ended = hasCeremony ? await ceremony(arena, dice, strike, startedAt) : await bare(arena, strike);
      if (ended.end) ceremonies[ended.end] += 1;
      const recoveredMs = await load.recovered(ended.struckAt, 120_000);
      slowest = Math.max(slowest, recoveredMs / 1000);
      if (recoveredMs > backSecondsMost * 1000) faults.push(`round ${done + 1}: ${strike.name}: ${recoveredMs} ms`);
      const acked = load.acks.map(({ key }) => key);
      const counts = await countActs(acked, (question) =>
        ask(arena.pair.urlOf(arena.pair.primary(), 'jiesuo'), question),
      );
      lost = Math.max(lost, counts.lost);
      doubled = Math.max(doubled, counts.doubled);
      say(
        `${String(done + 1).padStart(4)}  ${strike.name.padEnd(58)} ${(recoveredMs / 1000).toFixed(1).padStart(5)} s  ${ended.end ?? ''}${counts.lost + counts.doubled > 0 ? `  LOST ${counts.lost} DOUBLED ${counts.doubled}` : ''}`,
      );
    }
    await load.stop();
    faults.push(...load.faults, ...(await auditFaults(arena)));
    return {
      rounds: done,
      acks: new Set(load.acks.map(({ key }) => key)).size,
      lost,
      doubled,
      slowestSeconds: slowest,
      ceremonies,
      faults,
    };
  } finally {
    void load.stop();
    await arena.close();
  }
}

/** Not those that the ceremonies need. */
function spare({ demo }: Arena): string[] {
  const used = new Set(Object.values(demo.parts));
  const free = demo.ukeys.map(({ serial }) => serial).filter((serial) => !used.has(serial));
  const serials = (
    free.length > 0 ? free : demo.ukeys.map(({ serial }) => serial).filter((serial) => serial !== demo.parts['main'])
  ).slice(0, 3);
  if (serials.length === 0) throw new Error('the demo has no UKey to spare');
  return serials;
}

interface Ended {
  readonly struckAt: number;
  readonly end?: 'completed' | 'resumed';
}

async function bare(arena: Arena, strike: Strike): Promise<Ended> {
  const struckAt = performance.now();
  await strike.run(arena);
  return { struckAt };
}

/** A reset in whose midst it strikes: completed, or completed by one more try, with no admin try burnt. */
async function ceremony(arena: Arena, dice: Dice, strike: Strike, startedAt: number): Promise<Ended> {
  const { programs, office, demo } = arena;
  const [kind] = kinds;
  const serial = demo.parts[kind.part] ?? '';
  await plug(programs, serial);
  const order = await office.order(kind, serial);
  const at = dice.pick(['authorise', 'unblock', 'unblocked', 'changed', 'proof']);
  const moment = dice.pick(['before', 'after'] as const);
  let struckAt = startedAt;
  let running: Promise<void> | undefined;
  const meanwhile = async (message: string, when: string) => {
    if (running || message !== at || when !== moment) return;
    struckAt = performance.now();
    running = strike.run(arena);
    running.catch(() => undefined);
  };
  let shown: string;
  try {
    const window = await openWindow(programs, await order.resetCode());
    const last = await window.reset(kind.pins[0], meanwhile);
    shown = last.failure ?? last.stage;
  } catch (fault) {
    if (!(fault instanceof Gone)) throw fault;
    shown = fault.code;
  }
  if (!running) throw new Error(`the ceremony ended before it was struck: ${shown}`);
  await running;
  await arena.nodes[0].ready();
  const isResumed = (await order.look()).status !== 'completed';
  if (isResumed) {
    const window = await openWindow(programs, await order.resetCode());
    const last = await window.reset(kind.pins[0]);
    if (last.stage !== 'done') throw new Error(`after ${shown} one more try shows ${last.failure ?? last.stage}`);
  }
  const { status, timeline } = await order.look();
  if (status !== 'completed') throw new Error(`the order ends as ${status}`);
  if (timeline.filter(({ event }) => event === 'approved').length !== 1) throw new Error('it was not approved once');
  const { adminTriesLeft, adminTriesMax } = await ukey(programs, serial);
  if (adminTriesLeft !== adminTriesMax) throw new Error(`admin tries are burnt: ${adminTriesLeft} of ${adminTriesMax}`);
  if ((await typePin(programs, serial, kind.pins[0])).outcome !== 'right') throw new Error('the UKey has another PIN');
  return { struckAt, end: isResumed ? 'resumed' : 'completed' };
}

/** As an auditor would, with public keys alone. */
async function auditFaults({ env }: Arena): Promise<string[]> {
  try {
    await promisify(execFile)(process.execPath, [server, 'audit', 'verify'], {
      env: { PATH: process.env['PATH'] ?? '', ...env },
    });
    return [];
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    return [`audit verify: ${stdout}${stderr}`];
  }
}
