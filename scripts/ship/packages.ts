import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { filesOf, root } from '../tree.js';
import { integrity } from './systems.ts';
import { readTar } from './tar.ts';

const run = promisify(execFile);
const cache = join(root, 'node_modules', '.cache', 'ship');
/** npm's programs run in whatever Node called us first; on Windows they are scripts of its shell. */
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/** The files of one npm package at one version, by their path in it. */
export type PackageFiles = ReadonlyMap<string, Buffer>;

/**
 * A package as npm published it: as it is installed here, from the cache, or fetched with `npm pack`; nothing of it is run. The
 * SHA-512 of what is not installed is compared each time with package-lock.json, or with our own table for what nothing here depends on.
 * @throws Error when it cannot be fetched, or is not what was recorded.
 */
export async function obtain(name: string, version: string): Promise<PackageFiles> {
  return installed(name, version) ?? fetched(name, version);
}

/** npm compared it with package-lock.json when it installed it. */
function installed(name: string, version: string): PackageFiles | undefined {
  const folder = join(root, 'node_modules', name);
  if (!existsSync(join(folder, 'package.json'))) return undefined;
  const own = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  if (own.version !== version) return undefined;
  const paths: readonly string[] = filesOf(folder);
  return new Map(paths.map((path) => [path, readFileSync(join(folder, path))]));
}

async function fetched(name: string, version: string): Promise<PackageFiles> {
  const wanted = recorded(name, version);
  const file = join(cache, `${name.replace(/^@/, '').replace('/', '-')}-${version}.tgz`);
  if (!existsSync(file)) await fetchPackage(`${name}@${version}`, file);
  const packed = readFileSync(file);
  const found = `sha512-${createHash('sha512').update(packed).digest('base64')}`;
  if (found !== wanted) {
    rmSync(file);
    throw new Error(`${name}@${version} is not what was recorded: ${found}`);
  }
  const entries = readTar(gunzipSync(packed)).map(
    ({ path, bytes }) => [path.replace(/^package\//, ''), bytes] as const,
  );
  return new Map(entries);
}

/** @throws Error when the package has no such file. */
export function fileOf(files: PackageFiles, path: string): Buffer {
  const bytes = files.get(path);
  if (bytes === undefined) throw new Error(`the package has no ${path}`);
  return bytes;
}

interface Lock {
  readonly packages: Readonly<Record<string, { readonly version?: string; readonly integrity?: string }>>;
}

function recorded(name: string, version: string): string {
  const own = integrity[`${name}@${version}`];
  if (own !== undefined) return own;
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Lock;
  const locked = lock.packages[`node_modules/${name}`];
  if (locked?.version !== version || locked.integrity === undefined)
    throw new Error(`package-lock.json does not lock ${name}@${version}`);
  return locked.integrity;
}

async function fetchPackage(spec: string, file: string): Promise<void> {
  mkdirSync(dirname(file), { recursive: true });
  const folder = `${file}.${process.pid}`;
  mkdirSync(folder);
  try {
    // Outside the project: its own .npmrc and workspaces have no say in what is fetched.
    const { stdout } = await run(npm, ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder, spec], {
      cwd: folder,
      shell: process.platform === 'win32',
    });
    renameSync(join(folder, stdout.trim().split('\n').at(-1) ?? ''), file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
