import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startPcscd, whyNoPcscd } from '../../e2e/faults/pcscd.ts';
import { apply, logInReviewer, register, stepUp } from '../ground/apply.ts';
import { openGround } from '../ground/ground.ts';
import { openSlowCard } from '../ground/slowCard.ts';
import { openWindow } from '../ground/window.ts';
import { openWorld } from '../ground/world.ts';
import { runPeer } from '../peers/run.ts';
import { type Line, median } from './table.ts';

/** What a maker's UKey takes for one command. */
const commandMs = 40;
const factor = 1.3;
/** The demo's GM/T 0017 UKey that is plugged in at the first start. */
const mainUkey = 'JS2026000000001';
/** pcscd asks its reader now and then whether there is a card. */
const noticeMs = 1_500;

/**
 * From the window's 重置 to the receipt over a real pcscd, held against the same commands sent by the smallest loop to the same card.
 * @returns no line where this machine has no pcscd.
 */
export async function measureSlowUkey(runs: number): Promise<readonly Line[]> {
  const missing = whyNoPcscd();
  if (missing !== undefined) {
    console.log(`– reset over pcscd: ${missing}`);
    return [];
  }
  const ground = await openGround();
  const pcscd = await startPcscd();
  const slow = await openSlowCard(pcscd.port, commandMs);
  try {
    const world = await openWorld(ground, ['pcsc']);
    const sim = `http://127.0.0.1:${ground.ports.sim}`;
    await post(`${sim}/ukeys/vpcd`, { serial: mainUkey, port: slow.port });
    await wait(noticeMs);
    const reviewer = await logInReviewer(ground);
    const ours: number[] = [];
    const bare: number[] = [];
    const inside: string[] = [];
    for (let run = 0; run <= runs; run++) {
      const customer = await register(ground);
      const order = await apply(ground, customer, reviewer);
      const code = await stepUp(ground, customer, order);
      const paired = await customer.browser('ceremonies.pair', { purpose: 'reset', order, code });
      const window = openWindow(ground.ports.bridge, `http://localhost:${ground.ports.portal}`);
      await window.hello(paired.code);
      slow.take();
      const since = performance.now();
      await window.typePin(`Slow-${run}-pin-${run * 7}x`.slice(0, 16));
      await window.carry();
      const took = performance.now() - since;
      const sent = slow.take();
      const script = join(ground.folder, 'script');
      writeFileSync(script, sent.join('\n'));
      const peer = await runPeer('script.ts', [script]);
      // The first one reads programs and makes connections.
      if (run === 0) continue;
      inside.push(sent.map(insOf).join(' '));
      ours.push(took);
      bare.push(peer.ms);
    }
    await world.stop();
    const limit = median(bare) * factor;
    const against = `${factor} × the bare script (${median(bare).toFixed(0)} ms)`;
    console.log(`commands of one reset: ${inside.at(-1)?.split(' ').length ?? 0} (${inside.at(-1)})`);
    return [{ what: `重置 to proof, ${commandMs} ms a command`, ms: median(ours), runs, against, limitMs: limit }];
  } finally {
    slow.close();
    await pcscd.close();
    await ground.close();
  }
}

async function post(url: string, body: object): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${url}: ${await response.text()}`);
}

/** Never more of a command than its second byte: what follows UNBLOCK is told to nobody. */
const insOf = (command: string): string => command.slice(2, 4);
