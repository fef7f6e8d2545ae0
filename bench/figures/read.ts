import type { Customer } from '../ground/apply.ts';
import type { Ground } from '../ground/ground.ts';
import { openWindow } from '../ground/window.ts';
import { runPeer } from '../peers/run.ts';
import { type Line, median } from './table.ts';

const factor = 1.2;
const ourMs = 150;
const second = 'JS2026000000002';

/** 读取 with two UKeys, from the window's opening to the certificates at the portal, held against the driver's own enumeration. */
export async function measureRead(ground: Ground, { browser }: Customer, runs: number): Promise<readonly Line[]> {
  const sim = `http://127.0.0.1:${ground.ports.sim}`;
  await plug(sim, 'plug');
  const ours: number[] = [];
  const { ms: bare } = await runPeer('enumerate.ts', [String(ground.ports.card), String(runs)]);
  for (let run = 0; run <= runs; run++) {
    const { pairing, code } = await browser('ceremonies.pair', { purpose: 'read' });
    const window = openWindow(ground.ports.bridge, `http://localhost:${ground.ports.portal}`);
    const since = performance.now();
    await window.hello(code);
    await window.allow();
    await window.carry();
    const { ukeys } = await browser('ceremonies.watch', { pairing });
    const took = performance.now() - since;
    if (ukeys?.length !== 2) throw new Error(`${ukeys?.length} UKeys were read, not 2`);
    // The first one starts the driver's process.
    if (run === 0) continue;
    ours.push(took);
  }
  await plug(sim, 'unplug');
  const limitMs = bare * factor + ourMs;
  const against = `${factor} × the driver's enumeration (${bare.toFixed(0)} ms) + ${ourMs} ms`;
  return [{ what: '读取 of two UKeys, window to certificates', ms: median(ours), runs, against, limitMs }];
}

async function plug(sim: string, act: 'plug' | 'unplug'): Promise<void> {
  const response = await fetch(`${sim}/ukeys/${act}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ serial: second }),
  });
  if (!response.ok) throw new Error(`${act}: ${await response.text()}`);
}
