import { apply, type Customer, logInReviewer, register, stepUp } from '../ground/apply.ts';
import type { Ground } from '../ground/ground.ts';
import { openWindow } from '../ground/window.ts';
import type { World } from '../ground/world.ts';
import { type Line, median } from './table.ts';

/** What server, bridge and window may add to the cards' own time in one whole reset, from the pairing code to the receipt. */
const ourMs = 1_000;

/** A whole reset over HTTP, held against the time that the UKey itself took. */
export async function measureReset(
  ground: Ground,
  world: World,
  runs: number,
): Promise<{ readonly lines: readonly Line[]; readonly customer: Customer }> {
  const reviewer = await logInReviewer(ground);
  const portal = `http://localhost:${ground.ports.portal}`;
  const whole: number[] = [];
  const cards: number[] = [];
  let customer = await register(ground);
  for (let run = 0; run <= runs; run++) {
    const order = await apply(ground, customer, reviewer);
    const code = await stepUp(ground, customer, order);
    world.meter.take();
    const since = performance.now();
    const paired = await customer.browser('ceremonies.pair', { purpose: 'reset', order, code });
    const window = openWindow(ground.ports.bridge, portal);
    await window.hello(paired.code);
    await window.typePin(`Bench-${run}-pin-${run * 7}x`.slice(0, 16));
    await window.carry();
    // The first one reads programs and makes connections.
    if (run > 0) {
      whole.push(performance.now() - since);
      cards.push(world.meter.take());
      const { ceremony } = await customer.browser('ceremonies.watch', { pairing: paired.pairing });
      if (ceremony?.status !== 'completed') throw new Error('the reset was not completed');
    }
    if (run < runs) customer = await register(ground);
  }
  const card = median(cards);
  const line = {
    what: 'whole reset, pairing to receipt',
    ms: median(whole),
    runs,
    against: `its card time (${card.toFixed(0)} ms) + ${ourMs} ms`,
    limitMs: card + ourMs,
  };
  return { lines: [line], customer };
}
