import { plug, ukeys } from '../faults/desk.ts';
import { openWindow } from '../faults/hand.ts';
import { register } from '../faults/people.ts';
import { createDice } from '../faults/random/dice.ts';
import { expect, test } from '../faults/test.ts';
import { drawRubbish, throwAt } from './rubbish.ts';

const requests = Number(process.env['HOSTILE_REQUESTS'] ?? '600');
const seed = Number(process.env['HOSTILE_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

test(`${requests} fuzzed requests reach no UKey, start nothing, and the bridge lives`, async ({
  programs,
  demo,
  tap,
}) => {
  test.setTimeout(60_000 + requests * 60);
  console.log(`种子 seed ${seed}`);
  const port = programs.ports.BRIDGE_PORT;
  const serial = demo.parts['main'] ?? '';
  await plug(programs, serial);
  const untouched = await ukeys(programs);
  const passed = tap.passed.length;
  const dice = createDice(seed);
  let left = requests;
  const thrower = async () => {
    while (left > 0) {
      left -= 1;
      const { bytes, isWelcome } = drawRubbish(dice, port);
      const statuses = await throwAt(port, bytes);
      const taken = statuses.filter((status) => status < 400 && status !== 100);
      if (taken.length > 0 && !isWelcome)
        throw new Error(`${taken.join()} for ${JSON.stringify(bytes.toString('latin1').slice(0, 400))}`);
    }
  };
  await Promise.all(Array.from({ length: 16 }, thrower));
  expect(tap.passed.length).toBe(passed);
  expect(await ukeys(programs)).toEqual(untouched);

  const customer = await register(programs);
  const { code } = await customer.ask('ceremonies.pair', { purpose: 'read' });
  const window = await openWindow(programs, code);
  expect(await window.read()).toMatchObject({ stage: 'done' });
});
