import { plug, typePin, ukey } from '../desk.ts';
import { Gone, openWindow, type Shown } from '../hand.ts';
import { awaitingReset, type Customer, register, resetCode } from '../people.ts';
import type { Demo, Programs } from '../programs.ts';
import type { Tap } from '../tap.ts';
import { grant, renew } from './methods.ts';
import type { Plan } from './plan.ts';
import { strike } from './strike.ts';

export interface Ground {
  readonly programs: Programs;
  readonly tap: Tap;
  readonly demo: Demo;
}
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

/** One order from its approval to its completion, with one mishap on the way. @throws Broken */
export async function round(plan: Plan, ground: Ground): Promise<Outcome> {
  const { programs, demo } = ground;
  const { kind } = plan;
  const [serial = '', other = ''] = [demo.parts[kind.part], demo.parts['healthy']];
  const stage: Stage = { ...ground, serial, other };
  await plug(programs, serial);
  const customer = await register(programs);
  const order = await awaitingReset(programs, customer, serial);
  if (kind.method === 'trusted_bridge') await grant(programs, order, kind.method);
  const first = await firstTry(plan, stage, customer, order);
  await holds(stage);
  const { status } = await customer.ask('orders.get', { number: order });
  const isResumed = status !== 'completed';
  const last = plan.isOtherPin && isResumed ? kind.pins[1] : kind.pins[0];
  if (isResumed) await secondTry(stage, customer, order, last, first.shown);
  const { status: ended, timeline } = await customer.ask('orders.get', { number: order });
  must(ended === 'completed', `the order ends as ${ended}`);
  must(timeline.filter(({ event }) => event === 'approved').length === 1, 'it was approved once');
  await holds(stage);
  const after = await ukey(programs, serial);
  must(after.userTriesLeft === after.userTriesMax, `no try of the user PIN is gone: ${after.userTriesLeft}`);
  must((await typePin(programs, serial, last)).outcome === 'right', 'the UKey has the PIN that was typed last');
  await plug(programs, other);
  must((await typePin(programs, other, otherPin)).outcome === 'right', 'the other UKey is untouched');
  if (kind.method === 'trusted_bridge') {
    const certificate = demo.ukeys.find((ukey) => ukey.serial === serial)?.certificate ?? '';
    await renew(programs, kind, serial, certificate);
  }
  return { end: isResumed ? 'resumed' : 'completed', happened: first.happened };
}

async function firstTry(
  plan: Plan,
  { programs, tap, serial, other }: Stage,
  customer: Customer,
  order: string,
): Promise<{ shown: string; happened: boolean }> {
  const { code } = await resetCode(programs, customer, order);
  const window = await openWindow(programs, code);
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

async function secondTry({ programs, serial }: Stage, customer: Customer, order: string, pin: string, before: string) {
  await plug(programs, serial);
  const { code } = await resetCode(programs, customer, order);
  const window = await openWindow(programs, code);
  const shown = nameOf(await window.reset(pin));
  must(shown === 'done', `after ${before} one more try shows ${shown}`);
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
