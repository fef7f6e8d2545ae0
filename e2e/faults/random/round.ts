import { plug, typePin, ukey } from '../desk.ts';
import { Gone, openWindow, type Shown } from '../hand.ts';
import type { Ground } from './ground.ts';
import type { Case } from './office.ts';
import type { Plan } from './plan.ts';
import { strike } from './strike.ts';

/** The UKey of this round, and one that has nothing to do with it. */
interface Stage extends Ground {
  readonly serial: string;
  readonly other: string;
}
export interface Outcome {
  /** `resumed`: one more try completed it. */
  readonly end: 'completed' | 'resumed';
  readonly happened: boolean;
}
/** An invariant does not hold. */
export class Broken extends Error {
  override name = 'Broken';
}

const otherPin = 'Demo-pin-2026';
/** Where a second try may begin, and what else a first one may show. */
const mayShow = new Set([
  'done',
  'bridge_gone',
  'portal_gone',
  'ukey_removed',
  'ukey_differs',
  'ukey_missing',
  'ukey_fault',
  'challenge_stale',
  'answer_refused',
  'time_out',
  'message_refused',
  'ticket_wrong',
  'no_pairing',
  'window_closed',
]);

/** What a machine that stands still makes of any try: a challenge is good for this long, and was not answered in time. */
const challengeMs = 3000;
const tooSlow: readonly string[] = ['challenge_stale', 'time_out'];

/** One order from its approval to its completion, with one mishap on the way. @throws Broken */
export async function round(plan: Plan, ground: Ground): Promise<Outcome> {
  const { programs, demo, office, tap } = ground;
  const { kind } = plan;
  tap.passed.length = 0;
  const [serial = '', other = ''] = [demo.parts[kind.part], demo.parts['healthy']];
  const stage: Stage = { ...ground, serial, other };
  await plug(programs, serial);
  const order = await office.order(kind, serial);
  const first = await firstTry(plan, stage, order);
  await holds(stage);
  const { status } = await order.look();
  const isResumed = status !== 'completed';
  const last = plan.isOtherPin && isResumed ? kind.pins[1] : kind.pins[0];
  if (isResumed) await secondTry(stage, order, last, first.shown);
  const { status: ended, timeline } = await order.look();
  must(ended === 'completed', `the order ends as ${ended}`);
  must(timeline.filter(({ event }) => event === 'approved').length === 1, 'it was approved once');
  await holds(stage);
  const after = await ukey(programs, serial);
  must(after.userTriesLeft === after.userTriesMax, `no try of the user PIN is gone: ${after.userTriesLeft}`);
  must((await typePin(programs, serial, last)).outcome === 'right', 'the UKey has the PIN that was typed last');
  // Set right again before anybody else comes.
  if (first.happened && plan.mishap === 'clock 10 minutes back') programs.advance(600);
  await plug(programs, other);
  must((await typePin(programs, other, otherPin)).outcome === 'right', 'the other UKey is untouched');
  if (kind.method === 'trusted_bridge') {
    const certificate = demo.ukeys.find((ukey) => ukey.serial === serial)?.certificate ?? '';
    await office.renew(kind, serial, certificate);
  }
  return { end: isResumed ? 'resumed' : 'completed', happened: first.happened };
}

async function firstTry(
  plan: Plan,
  { programs, tap, serial, other }: Stage,
  order: Case,
): Promise<{ shown: string; happened: boolean }> {
  const window = await openWindow(programs, await order.resetCode());
  const closeWindow = async () => {
    await window.end();
  };
  const struck = strike(plan, { programs, tap, serial, other, closeWindow });
  let shown: string;
  try {
    shown = nameOf(await window.reset(plan.kind.pins[0], struck.meanwhile, struck.between));
  } catch (fault) {
    if (!(fault instanceof Gone)) throw fault;
    shown = fault.code;
    await window.end().catch(() => undefined);
  } finally {
    await struck.mended();
  }
  must(mayShow.has(shown) || plan.mishap === 'window closed', `the first try shows ${shown}`);
  return { shown, happened: struck.happened() };
}

async function secondTry({ programs, serial }: Stage, order: Case, pin: string, before: string) {
  await plug(programs, serial);
  const once = async () => {
    const window = await openWindow(programs, await order.resetCode());
    const since = performance.now();
    const shown = nameOf(await window.reset(pin));
    return { shown, isSlow: tooSlow.includes(shown) && performance.now() - since > challengeMs };
  };
  const { shown, isSlow } = await once();
  const last = isSlow ? (await once()).shown : shown;
  must(last === 'done', `after ${before} one more try shows ${last}`);
}

/** What is true of a UKey at any moment: no admin try is burnt, ours or another's. */
async function holds({ programs, serial, other }: Stage): Promise<void> {
  for (const each of [serial, other]) {
    const { adminTriesLeft, adminTriesMax } = await ukey(programs, each);
    must(adminTriesLeft === adminTriesMax, `no admin try is burnt: ${adminTriesLeft} of ${adminTriesMax}`);
  }
}

const nameOf = ({ stage, failure }: Shown): string => failure ?? stage;
function must(isSo: boolean, what: string): asserts isSo {
  if (!isSo) throw new Broken(what);
}
