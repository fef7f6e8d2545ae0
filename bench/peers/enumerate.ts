import { openModels } from '../../apps/bridge/src/drivers/open.ts';
import { createVirtualDriver } from '../../apps/bridge/src/drivers/virtual/driver.ts';

// The driver alone: list, open, read serial number, certificates and counters, give back.
const [port = ''] = process.argv.slice(2);
const driver = createVirtualDriver({ port: Number(port), models: openModels() });
await once();
const since = performance.now();
await once();
process.stdout.write(`${performance.now() - since}\n`);
await driver.close();

async function once(): Promise<void> {
  const { slots } = await driver.list();
  if (slots.length !== 2) throw new Error(`${slots.length} UKeys are plugged in, not 2`);
  for (const { id } of slots) {
    const ukey = await driver.connect(id);
    await ukey.tries();
    await ukey.release();
  }
}
