import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { manifest as manifestShape } from '../../packages/ceremony/src/manifest.ts';
import { root } from '../tree.js';
import { portalsOf, withExtension } from './config.ts';
import { listing, sha256 } from './contents.ts';
import { type PackedExtension, type PackedFile, packExtension, readExtensionKey } from './extension.ts';
import { NODE, systems } from './systems.ts';
import { writeTar } from './tar.ts';
import { contentsOf, makeInside } from './whole.ts';
import { writeZip } from './zip.ts';

const USAGE = `npm run ship -- FOLDER [--config bridge.json] [--only ${systems.map(({ name }) => name).join('|')}] [--minimum VERSION]
                       [--extension-key key.pem [--extension-store URL]]

为每个系统生成一个证书助手安装包，并写出清单 manifest.json。 Builds one archive of the bridge for each system, and manifest.json.
--config   放进安装包的配置：客户的助手信任哪些网站。 The configuration that goes into the archives: which portals the bridges trust.
--minimum  门户仍接受的最旧版本。 The oldest version that the portal still serves.
--extension-key    CA自己的 RSA 密钥：另外为 --config 里的网站生成浏览器扩展。 The CA's own RSA key: packs the browser extension for the portals of --config.
--extension-store  扩展在浏览器商店里的网页。 The extension's page in a browser's store.`;

interface Built {
  readonly name: string;
  readonly system: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** @returns the exit code. */
export async function ship(args: readonly string[]): Promise<number> {
  const asked = read(args);
  if (asked === undefined) {
    console.error(USAGE);
    return 1;
  }
  if (process.version !== `v${NODE}`) {
    console.error(
      `打包需要 Node ${NODE}。 Shipping needs Node ${NODE}: what it makes holds code for that version alone.`,
    );
    return 1;
  }
  const { folder, chosen, minimum, store } = asked;
  const { version } = JSON.parse(readFileSync(join(root, 'apps/bridge/package.json'), 'utf8')) as { version: string };
  let extension: PackedExtension | undefined;
  try {
    extension = extensionOf(asked, version);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  }
  const config = extension && asked.config ? withExtension(asked.config, extension.id) : asked.config;
  mkdirSync(folder, { recursive: true });
  const inside = await makeInside();
  const built: Built[] = [];
  for (const system of chosen) {
    const entries = await contentsOf(system, inside, config);
    const name = `jiesuo-bridge-${version}-${system.name}`;
    const whole = [...entries, listing(entries)].map((entry) => ({ ...entry, path: `${name}/${entry.path}` }));
    const bytes = system.archive === 'zip' ? writeZip(whole) : gzipSync(writeTar(whole), { level: 9 });
    built.push(write(folder, { name: `${name}.${system.archive}`, system: system.name, bytes }));
  }
  const made = {
    type: 'bridge_manifest',
    v: 1,
    version,
    minimumVersion: minimum ?? version,
    files: built,
    ...(extension === undefined ? {} : { extension: offerOf(extension, folder, store) }),
  } as const;
  const manifest = manifestShape.parse({ ...made, madeAt: new Date().toISOString() });
  writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  show([...built, ...(made.extension?.files ?? [])], folder);
  if (extension !== undefined) tell(extension, folder);
  return 0;
}

const extensionOf = ({ key, config }: Asked, version: string): PackedExtension | undefined =>
  key && config && packExtension(portalsOf(config), readExtensionKey(key), version);

/** @returns what the list says of it. */
function write(folder: string, { name, system, bytes }: PackedFile): Built {
  writeFileSync(join(folder, name), bytes);
  return { name, system, bytes: bytes.length, sha256: sha256(bytes) };
}

function offerOf({ id, offered, forStore }: PackedExtension, folder: string, store: string | undefined) {
  write(folder, forStore);
  return { id, ...(store === undefined ? {} : { store }), files: offered.map((file) => write(folder, file)) };
}

type Asked = NonNullable<ReturnType<typeof read>>;
function read(args: readonly string[]) {
  try {
    const { values, positionals } = parse([...args]);
    const [folder, ...more] = positionals;
    const { only, config, minimum, 'extension-key': key, 'extension-store': store } = values;
    const chosen = systems.filter(({ name }) => only === undefined || only.includes(name));
    if (folder === undefined || more.length > 0 || chosen.length < (only?.length ?? 1)) return undefined;
    if ((key !== undefined && config === undefined) || (store !== undefined && key === undefined)) return undefined;
    if (store !== undefined && URL.parse(store)?.protocol !== 'https:') return undefined;
    return {
      folder: resolve(folder),
      chosen,
      minimum,
      store,
      config: config === undefined ? undefined : readFileSync(config),
      key: key === undefined ? undefined : readFileSync(key),
    };
  } catch {
    return undefined;
  }
}

const parse = (args: string[]) =>
  parseArgs({
    args,
    allowPositionals: true,
    options: {
      config: { type: 'string' },
      only: { type: 'string', multiple: true },
      minimum: { type: 'string' },
      'extension-key': { type: 'string' },
      'extension-store': { type: 'string' },
    },
  });

function show(built: readonly Built[], folder: string): void {
  const width = Math.max(...built.map(({ name }) => name.length));
  console.log(`${'archive'.padEnd(width)}      bytes  SHA-256`);
  for (const { name, bytes, sha256: hash } of built)
    console.log(`${name.padEnd(width)}${String(bytes).padStart(11)}  ${hash}`);
  console.log(
    `\n${folder}/manifest.json 还没有签名：npm run server -- downloads sign ${folder}\nIt is not signed yet: npm run server -- downloads sign ${folder}`,
  );
}

function tell({ id, offered, forStore }: PackedExtension, folder: string): void {
  const crx = offered.find(({ system }) => system === 'chromium-crx');
  console.log(`
浏览器扩展 ${id}：安装包里的 bridge.json 已经写入它。交给浏览器商店的是 ${folder}/${forStore.name} 。
The browser extension ${id} is in the archives' bridge.json. A browser's store gets ${folder}/${forStore.name} .`);
  if (crx === undefined)
    console.log(
      '只有公钥，没有生成由策略安装的 .crx。 With a public key alone there is no .crx for an administrator’s policy.',
    );
}
