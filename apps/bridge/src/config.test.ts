import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ConfigError, configPath, loadConfig } from './config.ts';

const portal = { origin: 'https://reset.example.cn', publicKey: Buffer.alloc(32, 1).toString('base64url') };
function load(config: unknown, mode = 0o600) {
  const path = join(mkdtempSync(join(tmpdir(), 'config-')), 'bridge.json');
  writeFileSync(path, typeof config === 'string' ? config : JSON.stringify(config));
  chmodSync(path, mode);
  return loadConfig(path, { XDG_STATE_HOME: '/home/somebody/.state' });
}

test('a portal is enough; the rest has its defaults', () => {
  expect(load({ portals: [portal] })).toEqual({
    port: 17_480,
    portals: [portal],
    drivers: ['pcsc'],
    libraries: [],
    virtualPort: 17_481,
    dataDir: join('/home/somebody/.state', 'jiesuo-bridge'),
    prompt: 'native',
    extensions: [],
  });
});
test.each([
  ['no portal', { portals: [] }],
  ['an origin with a path', { portals: [{ ...portal, origin: 'https://reset.example.cn/' }] }],
  ['an origin in capitals', { portals: [{ ...portal, origin: 'https://Reset.example.cn' }] }],
  ['plain http from elsewhere', { portals: [{ ...portal, origin: 'http://reset.example.cn' }] }],
  [
    'a policy smuggled into an origin',
    { portals: [{ ...portal, origin: "https://a.example; script-src 'unsafe-inline'" }] },
  ],
  ['a key of another length', { portals: [{ ...portal, publicKey: 'AAAA' }] }],
  ['the same portal twice', { portals: [portal, portal] }],
  ['an unknown field', { portals: [portal], debug: true }],
  ['an unknown driver', { portals: [portal], drivers: ['usb'] }],
  ['the same driver twice', { portals: [portal], drivers: ['skf', 'skf'] }],
  ['a library by a bare name', { portals: [portal], libraries: [{ path: 'skf.dll', sha256: '0'.repeat(64) }] }],
  ['a library without its hash', { portals: [portal], libraries: [{ path: '/opt/skf.so' }] }],
  ['a dialog program by a relative path', { portals: [portal], pinentry: './pinentry' }],
  ['a port that is none', { portals: [portal], port: 70_000 }],
  ['no JSON', '{'],
])('a configuration with %s is one clear sentence', (_, config) => {
  expect(() => load(config)).toThrow(ConfigError);
  expect(() => load(config)).toThrow(/[\u4e00-\u9fff].*configuration/);
});
test.runIf(process.platform !== 'win32')('a file that everybody may write is not trusted', () => {
  expect(() => load({ portals: [portal] }, 0o666)).toThrow('Everybody may write');
});
test('plain http is for this very machine only', () => {
  expect(load({ portals: [{ ...portal, origin: 'http://127.0.0.1:8080' }] }).portals[0]?.origin).toBe(
    'http://127.0.0.1:8080',
  );
});
test('the administrator’s folder is the system’s, unless BRIDGE_CONFIG says another', () => {
  expect(configPath({}, 'linux')).toBe('/etc/jiesuo/bridge.json');
  expect(configPath({ ProgramData: 'D:\\Data' }, 'win32')).toContain('D:\\Data');
  expect(configPath({ BRIDGE_CONFIG: '/tmp/x.json' }, 'linux')).toBe('/tmp/x.json');
});
