import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { measureAudit } from './figures/audit.ts';
import { measureDesk } from './figures/desk.ts';
import { measureDocumentCheck } from './figures/documentCheck.ts';
import { measureKeys } from './figures/keys.ts';
import { measureList } from './figures/list.ts';
import { measureNotification } from './figures/notification.ts';
import { measureRate } from './figures/rate.ts';
import { measureRead } from './figures/read.ts';
import { measureReconcile } from './figures/reconcile.ts';
import { measureReset } from './figures/reset.ts';
import { measureScale } from './figures/scale.ts';
import { measureSlowUkey } from './figures/slowUkey.ts';
import { measureStart } from './figures/start.ts';
import { type Line, showTable } from './figures/table.ts';
import { openGround } from './ground/ground.ts';
import { openWorld } from './ground/world.ts';
import { keepRun } from './history.ts';
import { runPeer } from './peers/run.ts';

const orders = 2_000;

/** What can be measured by itself: `npm run bench -- NAME …`. */
const measures: Readonly<Record<string, (options: Options) => Promise<readonly Line[]>>> = {
  demo: measureDemo,
  notification: () => measureNotification(7),
  reconcile: measureReconcile,
  audit: measureAudit,
  desk: measureDesk,
  pages: ({ many }) => measureScale(many, 40),
  rate: () => measureRate(10_000, 5),
  keys: () => measureKeys(3),
  documentCheck: () => measureDocumentCheck(3),
  slowUkey: () => measureSlowUkey(3),
};
interface Options {
  /** How many orders a large installation has. */
  readonly many: number;
}

/**
 * Measures figures against their limits and peers, prints the table, and keeps it in bench/history.jsonl. All of them, or those named;
 * `--orders N` says how many a large installation has (1,000,000). @returns the exit code: 1 when one is over, 2 when there is no such figure.
 */
export async function bench(asked: readonly string[]): Promise<number> {
  const at = asked.indexOf('--orders');
  const many = at < 0 ? 1_000_000 : Number(asked[at + 1]);
  const names = at < 0 ? asked : asked.toSpliced(at, 2);
  const unknown = names.filter((name) => !(name in measures));
  if (unknown.length > 0 || !Number.isInteger(many) || many < 20_000) {
    console.error(
      `没有这样的指标：${unknown.join('、')}；可选：${Object.keys(measures).join('、')}；--orders 至少 20000 (no such figure, or fewer than 20,000 orders)`,
    );
    return 2;
  }
  const lines: Line[] = [];
  for (const [name, measure] of Object.entries(measures))
    if (names.length === 0 || names.includes(name)) lines.push(...(await measure({ many })));
  keepRun(lines);
  return showTable(lines) ? 0 : 1;
}

/** Of the demo on its embedded database: reset, reading, start, list. */
async function measureDemo(): Promise<readonly Line[]> {
  const ground = await openGround();
  try {
    const world = await openWorld(ground);
    const reset = await measureReset(ground, world, 3);
    const read = await measureRead(ground, reset.customer, 5);
    await world.stop();
    const copy = join(ground.folder, 'copy');
    await runPeer('fill.ts', [ground.dataDir, String(orders)]);
    cpSync(ground.dataDir, copy, { recursive: true });
    const start = await measureStart(ground, copy, 5);
    return [...reset.lines, ...read, ...start, ...(await measureList(ground, reset.customer, copy, 200))];
  } finally {
    await ground.close();
  }
}
