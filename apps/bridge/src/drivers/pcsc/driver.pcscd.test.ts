import { mkdtempSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { issueCard, issueDemoCa } from '@jiesuo/card';
import { ownModels, readModels } from '@jiesuo/models';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Driver, Slot } from '../ukey.ts';
import { createPcscDriver } from './driver.ts';
import { type PcscLane, startPcscd } from './test-lane.ts';

const ca = issueDemoCa();
const folder = mkdtempSync(join(tmpdir(), 'pcscd-'));
function stateFile(serial: string): string {
  const { state } = issueCard({
    ca,
    kind: 'rsa',
    company: '示例公司',
    uscc: '91110000100000000X',
    userPin: 'Abcd-1357',
    serial,
  });
  const path = join(folder, `${serial}.json`);
  writeFileSync(path, JSON.stringify(state), { mode: 0o600 });
  return path;
}

// Only the scripts run this lane: it needs root, pcscd with vpcd, and the machine's only pcscd.
describe.runIf(process.env['JIESUO_LANE'] === 'pcscd')('over a real pcscd', () => {
  const driver: Driver = createPcscDriver({ models: readModels([ownModels]).models });
  let lane: PcscLane;
  beforeAll(async () => {
    expect(await driver.list()).toEqual({ slots: [], conditions: [{ code: 'service_not_running' }] });
    lane = await startPcscd(createRequire(import.meta.url).resolve('@jiesuo/card'));
  });
  afterAll(() => lane.close());

  /** pcscd looks at its readers some times a second. */
  async function slots(count: number): Promise<readonly Slot[]> {
    for (let tries = 0; ; tries += 1) {
      const found = (await driver.list()).slots;
      if (found.length === count || tries > 80) return found;
      await sleep(100);
    }
  }

  test('a card is found, held alone, worked with long commands and given back without its log-in', async () => {
    const remove = await lane.insert(stateFile('JSP1'));
    const [slot = expect.unreachable()] = await slots(1);
    expect([slot.atr, (await driver.list()).slots[0]?.id]).toEqual(['3b8180018080', slot.id]);
    const ukey = await driver.connect(slot.id);
    await expect(driver.connect(slot.id)).rejects.toMatchObject({ code: 'busy' });
    const [{ key } = expect.unreachable()] = ukey.facts.certificates;
    expect([ukey.facts.serial, (await ukey.tries()).user]).toEqual(['JSP1', { left: 6, max: 6 }]);
    expect(await ukey.verifyPin(Buffer.from('Abcd-1357'))).toBe('right');
    expect((await ukey.sign(key, Buffer.alloc(32, 1))).signature.length).toBe(256);
    await ukey.release();
    const next = await driver.connect(slot.id);
    await expect(next.sign(key, Buffer.alloc(32, 1))).rejects.toMatchObject({ code: 'fault' });
    await next.release();
    await remove();
    expect(await slots(0)).toEqual([]);
  });

  test('a card pulled out between two commands is removed, the next one is another slot', async () => {
    const remove = await lane.insert(stateFile('JSP2'));
    const [slot = expect.unreachable()] = await slots(1);
    const ukey = await driver.connect(slot.id);
    await remove();
    await slots(0);
    await expect(ukey.tries()).rejects.toMatchObject({ code: 'removed' });
    await ukey.release();
    const again = await lane.insert(stateFile('JSP3'));
    const [other = expect.unreachable()] = await slots(1);
    expect(other.id).not.toBe(slot.id);
    await again();
    await slots(0);
  });

  test('a card put in and pulled out is told at once to whoever waits', async () => {
    await slots(0);
    const put = driver.change(20_000);
    const remove = await lane.insert(stateFile('JSP6'));
    await put;
    await slots(1);
    await driver.change(2000);
    await driver.list();
    const before = performance.now();
    const pulled = driver.change(20_000);
    await remove();
    await pulled;
    expect(performance.now() - before).toBeLessThan(15_000);
    await slots(0);
  });

  test('two cards are two slots', async () => {
    const removes = [await lane.insert(stateFile('JSP4')), await lane.insert(stateFile('JSP5'), 35_964)];
    const found = await slots(2);
    const serials = await Promise.all(
      found.map(async (slot) => {
        const ukey = await driver.connect(slot.id);
        await ukey.release();
        return ukey.facts.serial;
      }),
    );
    expect(serials.sort()).toEqual(['JSP4', 'JSP5']);
    for (const remove of removes) await remove();
  });
});
