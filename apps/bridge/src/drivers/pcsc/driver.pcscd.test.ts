import { mkdtempSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { issueCard, issueDemoCa } from '@jiesuo/card';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadProfiles } from '../../profiles/profile.ts';
import type { Driver, Slot } from '../driver.ts';
import { createPcscDriver } from './driver.ts';
import { type PcscLane, startPcscd } from './test-lane.ts';

const GET_INFO = Buffer.from('80040000000000', 'hex');
const OPEN = Buffer.from(`80260000000006${Buffer.from('JIESUO').toString('hex')}`, 'hex');
const USER_TRIES = Buffer.from('8014000100000201000003', 'hex');
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

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
  const driver: Driver = createPcscDriver({ profiles: loadProfiles() });
  let lane: PcscLane;
  beforeAll(async () => {
    expect(await driver.list()).toEqual({ slots: [], reason: 'service_not_running' });
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
    expect([hex(slot.atr), (await driver.list()).slots[0]?.id]).toEqual(['3b8180018080', slot.id]);
    const channel = await slot.connect();
    await expect(slot.connect()).rejects.toMatchObject({ code: 'busy' });
    const info = await channel.transmit(GET_INFO);
    expect([info.length, Buffer.from(info).toString('latin1', 162, 166)]).toEqual([296, 'JSP1']);
    expect(hex(await channel.transmit(OPEN)).slice(-4)).toBe('9000');
    expect(hex(await channel.transmit(USER_TRIES))).toBe('0606019000');
    await channel.disconnect();
    const next = await slot.connect();
    expect(hex(await next.transmit(USER_TRIES))).toBe('698a');
    await next.disconnect();
    await remove();
    expect(await slots(0)).toEqual([]);
  });

  test('a card pulled out between two commands is removed, the next one is another slot', async () => {
    const remove = await lane.insert(stateFile('JSP2'));
    const [slot = expect.unreachable()] = await slots(1);
    const channel = await slot.connect();
    await channel.transmit(OPEN);
    await remove();
    await slots(0);
    await expect(channel.transmit(USER_TRIES)).rejects.toMatchObject({ code: 'removed' });
    await channel.disconnect();
    const again = await lane.insert(stateFile('JSP3'));
    const [other = expect.unreachable()] = await slots(1);
    expect(other.id).not.toBe(slot.id);
    await again();
    await slots(0);
  });

  test('two cards are two slots', async () => {
    const removes = [await lane.insert(stateFile('JSP4')), await lane.insert(stateFile('JSP5'), 35_964)];
    const found = await slots(2);
    const serials = await Promise.all(
      found.map(async (slot) => {
        const channel = await slot.connect();
        const info = await channel.transmit(GET_INFO);
        await channel.disconnect();
        return Buffer.from(info).toString('latin1', 162, 166);
      }),
    );
    expect(serials.sort()).toEqual(['JSP4', 'JSP5']);
    for (const remove of removes) await remove();
  });
});
