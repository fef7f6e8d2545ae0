import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCard, createDesk, issueCard, issueDemoCa, serveCards } from '@jiesuo/card';
import { ownModels } from '@jiesuo/models';
import { describe, expect, test } from 'vitest';
import { loadConfig } from '../../config.ts';
import { buildLibrary, isLane, USER_PIN } from '../../drivers/skf/test-lane.ts';
import { probeCommand } from './probe.ts';

describe.runIf(isLane)('a UKey behind an SKF library', () => {
  test('its dialect is found through SKF_Transmit', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'probe-skf-'));
    const put = (name: string, data: unknown) => {
      writeFileSync(join(folder, name), typeof data === 'string' ? data : JSON.stringify(data));
      return join(folder, name);
    };
    const dialect = { pinHash: 'sm3', lcInMac: true, lcEndian: 'little', headerLength: 7 } as const;
    const person = { company: '示例公司', uscc: '91110000100000000X', userPin: USER_PIN, isDefaultUserPin: false };
    const card = createCard({ ...issueCard({ ca: issueDemoCa(), kind: 'sm2', ...person }).state, dialect });
    const before = card.state;
    const desk = createDesk([card]);
    desk.plug(before.serial);
    const server = await serveCards({ desk, port: 0 });
    process.env['JIESUO_CARD_PORT'] = String(server.port);
    try {
      const publicKey = Buffer.alloc(32, 1).toString('base64url');
      const portals = [{ origin: 'https://reset.example.cn', publicKey }];
      const config = put('bridge.json', { portals, drivers: ['skf'], libraries: [buildLibrary()] });
      const own = JSON.parse(readFileSync(join(ownModels, 'jiesuo-virtual.json'), 'utf8')) as object;
      const path = put('theirs.json', { ...own, id: 'theirs', reset: { method: 'gmt0017' } });
      const printed = await probeCommand([path, '--user-pin-file', put('pin', USER_PIN)], () => loadConfig(config));
      expect(printed).toMatchObject({ aside: [], code: 0 });
      expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ reset: { application: 'JIESUO', ...dialect } });
      expect(card.state).toEqual(before);
    } finally {
      await server.close();
    }
  });
});
