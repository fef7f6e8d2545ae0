import { cpSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { measureAudit } from './figures/audit.ts';
import { measureDesk } from './figures/desk.ts';
import { measureDocumentCheck } from './figures/documentCheck.ts';
import { measureKeys } from './figures/keys.ts';
import { measureList } from './figures/list.ts';
import { measureNotification } from './figures/notification.ts';
import { measureRead } from './figures/read.ts';
import { measureReconcile } from './figures/reconcile.ts';
import { measureReset } from './figures/reset.ts';
import { measureSlowUkey } from './figures/slowUkey.ts';
import { measureStart } from './figures/start.ts';
import { type Line, showTable } from './figures/table.ts';
import { openGround } from './ground/ground.ts';
import { openWorld } from './ground/world.ts';
import { runPeer } from './peers/run.ts';

const orders = 2_000;

/** Measures all figures against their limits and peers, prints the table. @returns the exit code: 1 when one is over. */
export async function bench(): Promise<number> {
  const ground = await openGround();
  const load = loadavg()[0] ?? 0;
  const lines: Line[] = [];
  try {
    const world = await openWorld(ground);
    const reset = await measureReset(ground, world, 3);
    lines.push(...reset.lines);
    lines.push(...(await measureRead(ground, reset.customer, 5)));
    await world.stop();
    const copy = join(ground.folder, 'copy');
    await runPeer('fill.ts', [ground.dataDir, String(orders)]);
    cpSync(ground.dataDir, copy, { recursive: true });
    lines.push(...(await measureStart(ground, copy, 5)));
    lines.push(...(await measureList(ground, reset.customer, copy, 200)));
  } finally {
    await ground.close();
  }
  lines.push(...(await measureNotification(7)));
  lines.push(...(await measureReconcile()));
  lines.push(...(await measureAudit()));
  lines.push(...(await measureDesk()));
  lines.push(...(await measureKeys(3)));
  lines.push(...(await measureDocumentCheck(3)));
  lines.push(...(await measureSlowUkey(3)));
  console.log(`${cpus().length} × ${cpus()[0]?.model ?? ''}, load ${load.toFixed(1)}, Node ${process.version}`);
  return showTable(lines) ? 0 : 1;
}
