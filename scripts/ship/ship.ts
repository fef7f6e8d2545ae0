import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { manifest as manifestShape } from '../../packages/ceremony/src/manifest.ts';
import { root } from '../tree.js';
import { listing, sha256 } from './contents.ts';
import { NODE, systems } from './systems.ts';
import { writeTar } from './tar.ts';
import { contentsOf, makeInside } from './whole.ts';
import { writeZip } from './zip.ts';

const USAGE = `npm run ship -- FOLDER [--config bridge.json] [--only ${systems.map(({ name }) => name).join('|')}] [--minimum VERSION]

为每个系统生成一个证书助手安装包，并写出清单 manifest.json。 Builds one archive of the bridge for each system, and manifest.json.
--config   放进安装包的配置：客户的助手信任哪些网站。 The configuration that goes into the archives: which portals the bridges trust.
--minimum  门户仍接受的最旧版本。 The oldest version that the portal still serves.`;

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
  const { folder, chosen, config, minimum } = asked;
  const { version } = JSON.parse(readFileSync(join(root, 'apps/bridge/package.json'), 'utf8')) as { version: string };
  mkdirSync(folder, { recursive: true });
  const inside = await makeInside();
  const built: Built[] = [];
  for (const system of chosen) {
    const entries = await contentsOf(system, inside, config);
    const name = `jiesuo-bridge-${version}-${system.name}`;
    const whole = [...entries, listing(entries)].map((entry) => ({ ...entry, path: `${name}/${entry.path}` }));
    const bytes = system.archive === 'zip' ? writeZip(whole) : gzipSync(writeTar(whole), { level: 9 });
    writeFileSync(join(folder, `${name}.${system.archive}`), bytes);
    built.push({ name: `${name}.${system.archive}`, system: system.name, bytes: bytes.length, sha256: sha256(bytes) });
  }
  const made = { type: 'bridge_manifest', v: 1, version, minimumVersion: minimum ?? version, files: built } as const;
  const manifest = manifestShape.parse({ ...made, madeAt: new Date().toISOString() });
  writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  show(built, folder);
  return 0;
}

function read(args: readonly string[]) {
  try {
    const { values, positionals } = parse([...args]);
    const [folder, ...more] = positionals;
    const { only, config, minimum } = values;
    const chosen = systems.filter(({ name }) => only === undefined || only.includes(name));
    if (folder === undefined || more.length > 0 || chosen.length < (only?.length ?? 1)) return undefined;
    return {
      folder: resolve(folder),
      chosen,
      minimum,
      config: config === undefined ? undefined : readFileSync(config),
    };
  } catch {
    return undefined;
  }
}

const parse = (args: string[]) =>
  parseArgs({
    args,
    allowPositionals: true,
    options: { config: { type: 'string' }, only: { type: 'string', multiple: true }, minimum: { type: 'string' } },
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
