import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { issueCard, issueDemoCa } from '@jiesuo/card';
import { ownModels } from '@jiesuo/models';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadConfig } from '../../config.ts';
import { type PcscLane, startPcscd } from '../../drivers/pcsc/test-lane.ts';
import { probeCommand } from './probe.ts';

const PIN = 'Abcd-1357';
const folder = mkdtempSync(join(tmpdir(), 'probe-pcscd-'));
const put = (name: string, data: unknown) => {
  writeFileSync(join(folder, name), typeof data === 'string' ? data : JSON.stringify(data), { mode: 0o600 });
  return join(folder, name);
};

// As driver.pcscd.test.ts: the machine's only pcscd, as root.
describe.runIf(process.env['JIESUO_LANE'] === 'pcscd')('a UKey in a reader', () => {
  let lane: PcscLane;
  beforeAll(async () => {
    lane = await startPcscd(createRequire(import.meta.url).resolve('@jiesuo/card'));
  });
  afterAll(() => lane.close());

  test.each([
    { pinHash: 'sm3', lcInMac: true, lcEndian: 'little', headerLength: 7 },
    { pinHash: 'sha1', lcInMac: true, lcEndian: 'little', headerLength: 8 },
  ])('its dialect is found over a real pcscd and confirmed by a reset: %j', async (dialect) => {
    const person = { company: '示例公司', uscc: '91110000100000000X', userPin: PIN };
    const { state, adminPin } = issueCard({ ca: issueDemoCa(), kind: 'sm2', ...person });
    const remove = await lane.insert(put('card.json', { ...state, dialect }));
    const publicKey = Buffer.alloc(32, 1).toString('base64url');
    const portals = [{ origin: 'https://reset.example.cn', publicKey }];
    const config = put('bridge.json', { portals, drivers: ['pcsc'] });
    const own = JSON.parse(readFileSync(join(ownModels, 'jiesuo-virtual.json'), 'utf8')) as object;
    const path = put('theirs.json', { ...own, id: 'theirs', reset: { method: 'gmt0017' } });
    const run = () =>
      probeCommand([path, '--user-pin-file', put('pin', PIN), '--admin-pin-file', put('admin', adminPin)], () =>
        loadConfig(config),
      );
    let printed = await run();
    // pcscd looks at its readers some times a second: till then it knows no card, or still the one that was just taken out.
    const isNotYetSeen = () => /No UKey of this record|\[ukey_removed\]/.test(printed?.aside[0] ?? '');
    for (let tries = 0; tries < 50 && isNotYetSeen(); tries += 1) {
      await sleep(100);
      printed = await run();
    }
    expect(printed).toMatchObject({ aside: [], code: 0 });
    expect(printed?.out.join('\n')).toContain('admin PIN 6/6');
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ reset: dialect });
    await remove();
  });
});
