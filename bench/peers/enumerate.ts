import { setTimeout as wait } from 'node:timers/promises';
import { openModels } from '../../apps/bridge/src/drivers/open.ts';
import { createVirtualDriver } from '../../apps/bridge/src/drivers/virtual/driver.ts';
import { median } from '../figures/table.ts';

// The driver alone: list, open, read serial number, certificates and counters, give back. A virtual UKey belongs to one connection,
// so it begins when the bridge's own driver has gone to rest. Says the median.
const restMs = 90_000;
const [port = '', runs = '1'] = process.argv.slice(2);
const driver = createVirtualDriver({ port: Number(port), models: openModels() });
const until = performance.now() + restMs;
while ((await driver.list()).slots.length !== 2) {
  if (performance.now() > until) throw new Error('there are not two UKeys to be had');
  await wait(500);
}
await once();
const took: number[] = [];
for (let run = 0; run < Number(runs); run++) {
  const since = performance.now();
  await once();
  took.push(performance.now() - since);
}
process.stdout.write(`${median(took)}\n`);
await driver.close();

async function once(): Promise<void> {
  const { slots } = await driver.list();
  for (const { id } of slots) {
    const ukey = await driver.connect(id);
    await ukey.tries();
    await ukey.release();
  }
}
