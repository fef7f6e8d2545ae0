import { setTimeout as sleep } from 'node:timers/promises';
import { plug, typePin, ukey } from './desk.ts';
import { Gone, type Moment, openWindow } from './hand.ts';
import { awaitingReset, type Customer, register, resetCode } from './people.ts';
import type { Demo, Programs } from './programs.ts';
import type { Tap } from './tap.ts';
import { expect, test } from './test.ts';

const messages = ['authorise', 'unblock', 'unblocked', 'changed', 'proof'] as const;
const pin = 'Kill-7392-kX';

type Kill = (message: string, moment: Moment) => boolean;

/** One reset, in whose midst a program is killed and started again. @returns what the window showed at last. */
async function killedReset(
  programs: Programs,
  tap: Tap,
  customer: Customer,
  order: string,
  victim: 'server' | 'bridge',
  isNow: Kill,
): Promise<string> {
  const { code } = await resetCode(programs, customer, order);
  const window = await openWindow(programs, code);
  let started: Promise<void> | undefined;
  const kill = async (what: string, moment: Moment) => {
    if (started || !isNow(what, moment)) return;
    const killed = programs.kill(victim);
    // The window does not wait for the start: it meets a closed port first.
    started = killed.then(() => sleep(50)).then(() => programs.start(victim));
    await killed;
  };
  tap.meanwhile = (command, moment) => kill(command.subarray(1, 4).toString('hex'), moment);
  try {
    const shown = await window.reset(pin, kill);
    return shown.failure ?? shown.stage;
  } catch (fault) {
    if (fault instanceof Gone) return fault.code;
    throw fault;
  } finally {
    tap.meanwhile = async () => undefined;
    expect(started, 'it was killed').toBeDefined();
    await started;
  }
}

/** Completed, or completed by one more try: with no admin try burnt and no second approval. */
async function outlives(
  { programs, demo, tap }: { programs: Programs; demo: Demo; tap: Tap },
  victim: 'server' | 'bridge',
  isNow: Kill,
  secondPin = pin,
): Promise<void> {
  const serial = demo.parts['main'] ?? '';
  await plug(programs, serial);
  const customer = await register(programs);
  const order = await awaitingReset(programs, customer, serial);
  const shown = await killedReset(programs, tap, customer, order, victim, isNow);
  expect(['done', 'bridge_gone', 'challenge_stale']).toContain(shown);
  const between = await ukey(programs, serial);
  expect(between.adminTriesLeft).toBe(between.adminTriesMax);

  const first = await customer.ask('orders.get', { number: order });
  if (first.status !== 'completed') {
    const { code } = await resetCode(programs, customer, order);
    const window = await openWindow(programs, code);
    expect(await window.reset(secondPin)).toMatchObject({ stage: 'done' });
  }
  const { status, timeline } = await customer.ask('orders.get', { number: order });
  expect(status).toBe('completed');
  expect(timeline.filter(({ event }) => event === 'approved')).toHaveLength(1);
  const after = await ukey(programs, serial);
  expect([after.adminTriesLeft, after.userTriesLeft]).toEqual([after.adminTriesMax, after.userTriesMax]);
  const kept = first.status === 'completed' ? pin : secondPin;
  expect(await typePin(programs, serial, kept)).toEqual({ outcome: 'right' });
}

for (const victim of ['server', 'bridge'] as const)
  for (const at of messages)
    for (const moment of ['before', 'after'] as const)
      test(`${victim} killed ${moment} the answer to ${at}: completed, or one more try completes it`, ({
        programs,
        demo,
        tap,
      }) => outlives({ programs, demo, tap }, victim, (message, when) => message === at && when === moment));

const commands = [
  ['180000', 'VERIFY admin'],
  ['1a0000', 'UNBLOCK'],
  ['160001', 'CHANGE'],
] as const;
for (const [head, name] of commands)
  for (const moment of ['before', 'after'] as const)
    test(`bridge killed ${moment} the UKey has carried out ${name}: one more try completes it`, ({
      programs,
      demo,
      tap,
    }) => outlives({ programs, demo, tap }, 'bridge', (command, when) => command === head && when === moment));

test('bridge killed after CHANGE: another PIN at the second try is the one that is set', ({ programs, demo, tap }) =>
  outlives(
    { programs, demo, tap },
    'bridge',
    (command, when) => command === '160001' && when === 'after',
    'Other-5814-wQ',
  ));
