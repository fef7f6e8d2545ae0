import { generateKeyPairSync, sign, verify } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { StartFault } from '../startFault.ts';
import { loadMasterKey } from './master.ts';
import { loadPortalKey } from './portal.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'jiesuo-keys-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const settings = (more: { isProduction?: boolean; masterKey?: string; masterKeyFile?: string } = {}) => ({
  dataDir,
  isProduction: false,
  masterKey: undefined,
  masterKeyFile: undefined,
  ...more,
});
const modeOf = (file: string) => statSync(file).mode & 0o777;

describe('master key', () => {
  test('is made once, for its owner alone, and stays the same', () => {
    const key = loadMasterKey(settings());
    expect(key).toHaveLength(32);
    expect(loadMasterKey(settings())).toEqual(key);
    expect(modeOf(join(dataDir, 'keys', 'master.key'))).toBe(0o600);
    expect(modeOf(join(dataDir, 'keys'))).toBe(0o700);
    expect(readdirSync(join(dataDir, 'keys'))).toEqual(['master.key']);
  });

  test('is never made up in production', () => {
    expect(() => loadMasterKey(settings({ isProduction: true }))).toThrow(StartFault);
    expect(existsSync(join(dataDir, 'keys'))).toBe(false);
  });

  test('reads the same in hex and in base64', () => {
    const bytes = Buffer.alloc(32, 7);
    for (const text of [bytes.toString('hex'), bytes.toString('base64'), bytes.toString('base64url')])
      expect(loadMasterKey(settings({ masterKey: ` ${text}\n` }))).toEqual(bytes);
  });

  test.each([
    '',
    'ab',
    'a'.repeat(63),
    'a'.repeat(65),
    Buffer.alloc(31).toString('base64'),
    Buffer.alloc(33).toString('base64'),
    'x'.repeat(64),
  ])('of the wrong length is refused without being told (%#)', (text) => {
    const load = () => loadMasterKey(settings({ masterKey: text }));
    expect(load).toThrow(StartFault);
    if (text) expect(load).toThrow(expect.not.objectContaining({ message: expect.stringContaining(text) }));
  });

  test.each([0o644, 0o640, 0o660, 0o604])('in a file of mode %o is refused', (mode) => {
    const file = join(dataDir, 'given.key');
    writeFileSync(file, 'ab'.repeat(32));
    chmodSync(file, mode);
    expect(() => loadMasterKey(settings({ masterKeyFile: file }))).toThrow(`chmod 600 ${file}`);
    chmodSync(file, 0o400);
    expect(loadMasterKey(settings({ masterKeyFile: file }))).toHaveLength(32);
  });

  test('in a file that is missing is a fault, not a new key', () => {
    const file = join(dataDir, 'missing.key');
    expect(() => loadMasterKey(settings({ masterKeyFile: file }))).toThrow(file);
    expect(existsSync(file)).toBe(false);
  });
});

describe('portal key', () => {
  test('is made once, with its public half beside it', () => {
    const { privateKey, publicKey } = loadPortalKey(dataDir);
    const message = Buffer.from('ticket');
    const signature = sign(null, message, privateKey);
    expect(verify(null, message, publicKey, signature)).toBe(true);
    expect(verify(null, message, loadPortalKey(dataDir).publicKey, signature)).toBe(true);
    expect(verify(null, message, readFileSync(join(dataDir, 'keys', 'portal.pub'), 'utf8'), signature)).toBe(true);
    expect(modeOf(join(dataDir, 'keys', 'portal.key'))).toBe(0o600);
  });

  test('that others can read, or of another kind, is refused', () => {
    loadPortalKey(dataDir);
    const file = join(dataDir, 'keys', 'portal.key');
    chmodSync(file, 0o644);
    expect(() => loadPortalKey(dataDir)).toThrow(`chmod 600 ${file}`);
    chmodSync(file, 0o600);
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    for (const text of ['', 'not a key', other.export({ type: 'pkcs8', format: 'pem' }).toString()]) {
      writeFileSync(file, text);
      expect(() => loadPortalKey(dataDir)).toThrow('Ed25519');
    }
  });

  test('a public half that was left from another key is replaced', () => {
    const stale = join(dataDir, 'keys', 'portal.pub');
    mkdirSync(join(dataDir, 'keys'), { mode: 0o700 });
    writeFileSync(stale, 'stale');
    const { publicKey } = loadPortalKey(dataDir);
    expect(readFileSync(stale, 'utf8')).toBe(publicKey.export({ type: 'spki', format: 'pem' }).toString());
  });
});
