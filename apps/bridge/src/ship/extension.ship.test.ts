import { execFileSync, spawnSync } from 'node:child_process';
import { generateKeyPairSync, verify } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { manifest } from '@jiesuo/ceremony';
import { beforeAll, describe, expect, test } from 'vitest';
import { extensionId } from '../carriers/extension.ts';

const command = fileURLToPath(new URL('../../../../scripts/ship.js', import.meta.url));
const portals = ['https://reset.ca-one.example', 'https://reset.ca-two.example:8443'];
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const der = publicKey.export({ type: 'spki', format: 'der' });
const id = extensionId(der.toString('base64'));

/** Every file of a ZIP, read by a program that is not ours. */
function unzip(path: string): Readonly<Record<string, Buffer>> {
  const program = `import json,sys,zipfile;z=zipfile.ZipFile(sys.argv[1]);assert z.testzip() is None
print(json.dumps({n: z.read(n).hex() for n in z.namelist()}))`;
  const said = execFileSync('python3', ['-c', program, path], { encoding: 'utf8' });
  const files = JSON.parse(said) as Readonly<Record<string, string>>;
  return Object.fromEntries(Object.entries(files).map(([name, hex]) => [name, Buffer.from(hex, 'hex')]));
}
const manifestIn = (files: Readonly<Record<string, Buffer>>): unknown => JSON.parse(String(files['manifest.json']));

const isLane = process.env['JIESUO_LANE'] === 'ship' && spawnSync('python3', ['--version']).status === 0;
describe.runIf(isLane)('a CA’s own browser extension', () => {
  const folder = mkdtempSync(join(tmpdir(), 'jiesuo-extension-'));
  const shipped = join(folder, 'downloads');
  const [config, key] = [join(folder, 'bridge.json'), join(folder, 'key.pem')];
  const at = (name: string) => join(shipped, name);
  const ship = (...args: readonly string[]) =>
    spawnSync(process.execPath, [command, shipped, '--only', `linux-${process.arch}`, ...args], { encoding: 'utf8' });
  let version = '';

  beforeAll(() => {
    const listed = portals.map((origin, index) => ({
      origin,
      publicKey: Buffer.alloc(32, index + 1).toString('base64url'),
    }));
    writeFileSync(config, JSON.stringify({ portals: listed }));
    writeFileSync(key, privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const { status, stderr } = ship('--config', config, '--extension-key', key);
    expect(status, stderr).toBe(0);
    ({ version } = manifest.parse(JSON.parse(readFileSync(at('manifest.json'), 'utf8'))));
  });

  test('the zip holds a manifest of version 3 with exactly the CA’s origins, its key, one permission, and nothing else', () => {
    const files = unzip(at(`jiesuo-extension-${version}.zip`));
    expect(Object.keys(files).toSorted()).toEqual([
      '_locales/en/messages.json',
      '_locales/zh_CN/messages.json',
      'background.js',
      'icon.png',
      'manifest.json',
    ]);
    expect(manifestIn(files)).toEqual({
      manifest_version: 3,
      name: '__MSG_name__',
      description: '__MSG_description__',
      default_locale: 'zh_CN',
      version,
      minimum_chrome_version: '105',
      key: der.toString('base64'),
      icons: { 128: 'icon.png' },
      permissions: ['nativeMessaging'],
      background: { service_worker: 'background.js' },
      externally_connectable: { matches: portals.map((origin) => `${origin}/*`) },
      incognito: 'not_allowed',
      content_security_policy: { extension_pages: "default-src 'none'; script-src 'self'" },
    });
  });

  test('a store gets the same without the key, which stores refuse', () => {
    const files = unzip(at(`jiesuo-extension-${version}-store.zip`));
    expect(manifestIn(files)).not.toHaveProperty('key');
    expect(manifestIn(files)).not.toHaveProperty('update_url');
    expect(manifestIn(files)).toMatchObject({ externally_connectable: { matches: portals.map((p) => `${p}/*`) } });
  });

  test('the signed one opens with the CA’s public key, and the list for policies leads to it at the first portal', () => {
    const crx = readFileSync(at(`jiesuo-extension-${version}.crx`));
    expect([crx.toString('latin1', 0, 4), crx.readUInt32LE(4)]).toEqual(['Cr24', 3]);
    const end = 12 + crx.readUInt32LE(8);
    const [header, archive] = [crx.subarray(12, end), crx.subarray(end)];
    // The proof comes first: tag, length, then key and signature, each of a length that takes two bytes.
    const keyLength = der.length;
    expect(header.subarray(6, 6 + keyLength).equals(der)).toBe(true);
    const signature = header.subarray(6 + keyLength + 3, 6 + keyLength + 3 + 256);
    const signed = header.subarray(-18);
    const length = Buffer.from(Uint32Array.of(signed.length).buffer);
    const whole = Buffer.concat([Buffer.from('CRX3 SignedData\0'), length, signed, archive]);
    expect(verify('sha256', whole, publicKey, signature)).toBe(true);
    writeFileSync(join(folder, 'inside.zip'), archive);
    const updates = `${portals[0]}/downloads/jiesuo-extension.xml`;
    expect(manifestIn(unzip(join(folder, 'inside.zip')))).toMatchObject({ update_url: updates });
    const list = readFileSync(at('jiesuo-extension.xml'), 'utf8');
    expect(list).toContain(`appid='${id}'`);
    expect(list).toContain(`codebase='${portals[0]}/downloads/jiesuo-extension-${version}.crx' version='${version}'`);
  });

  test('the list of downloads names it, and the archive’s bridge lets it in', () => {
    const { extension, files } = manifest.parse(JSON.parse(readFileSync(at('manifest.json'), 'utf8')));
    expect(extension?.id).toBe(id);
    expect(extension?.files.map(({ system }) => system)).toEqual(['chromium-zip', 'chromium-crx', 'chromium-updates']);
    const [archive] = files;
    const inside = execFileSync('tar', ['xzOf', at(archive?.name ?? ''), '--wildcards', '*/bridge.json']);
    expect(JSON.parse(inside.toString())).toMatchObject({ extensions: [id] });
  });

  test('with the public key alone, as a store shows it, nothing is signed in the CA’s name', () => {
    writeFileSync(key, publicKey.export({ type: 'spki', format: 'pem' }));
    const other = join(folder, 'public');
    const { status } = spawnSync(
      process.execPath,
      [command, other, '--only', `linux-${process.arch}`, '--config', config, '--extension-key', key],
      { encoding: 'utf8' },
    );
    expect(status).toBe(0);
    expect(readdirSync(other).filter((name) => /\.(?:crx|xml)$/.test(name))).toEqual([]);
    expect(manifest.parse(JSON.parse(readFileSync(join(other, 'manifest.json'), 'utf8'))).extension?.id).toBe(id);
  });

  test('a key of another kind, or without a configuration, packs nothing', () => {
    const { privateKey: curve } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    writeFileSync(key, curve.export({ type: 'pkcs8', format: 'pem' }));
    expect(ship('--config', config, '--extension-key', key)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('RSA'),
    });
    expect(ship('--extension-key', key).status).toBe(1);
  });
});
