import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { listing } from '../../../../scripts/ship/contents.ts';
import { systems } from '../../../../scripts/ship/systems.ts';
import { contentsOf, makeInside } from '../../../../scripts/ship/whole.ts';

/** The tests named `*.ship.test.ts`: this machine's own archive, installed into a home of its own. */
export const isLane = process.env['JIESUO_LANE'] === 'ship';

export const bench = isLane ? mkdtempSync(join(tmpdir(), 'jiesuo-ship-lane-')) : '';
export const home = join(bench, '家 & "home" $HOME 100%');
const environment = { PATH: process.env['PATH'] ?? '', HOME: home, LANG: 'C.UTF-8' };

/** The files of this system's archive in a folder. @returns it. */
export async function unpackArchive(config: object): Promise<string> {
  const system = systems.find(({ name }) => name === `linux-${process.arch}`);
  if (system === undefined) throw new Error('no archive is made for this system');
  const entries = await contentsOf(system, await makeInside(), Buffer.from(JSON.stringify(config)));
  const folder = join(bench, 'unpacked');
  for (const { path, bytes, isExecutable } of [...entries, listing(entries)]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
    chmodSync(join(folder, path), isExecutable ? 0o755 : 0o644);
  }
  return folder;
}

/** @param extra variables beside the few that a person's session has. */
export function runShipped(program: string, args: readonly string[], extra: Readonly<Record<string, string>> = {}) {
  const env = { ...environment, ...extra };
  const { status, stdout, stderr } = spawnSync(program, args, { env, encoding: 'utf8', timeout: 60_000 });
  return { status, text: stdout + stderr };
}
/** Each file and folder in the person's home, with what is in it. */
export const everything = (): readonly string[] =>
  (readdirSync(home, { recursive: true }) as string[])
    .map((path) =>
      statSync(join(home, path)).isFile() ? `${path}: ${readFileSync(join(home, path), 'latin1')}` : path,
    )
    .toSorted();

/** Resident memory in megabytes and processor time in hundredths of a second, of a process, by the kernel. */
export function costOf(pid: number): { readonly megabytes: number; readonly ticks: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const times = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return { megabytes: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024, ticks: Number(times[11]) + Number(times[12]) };
}
