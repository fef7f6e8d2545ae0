import { execFile } from 'node:child_process';
import { mkdir, readFile, rmdir, unlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { withLine, withoutLine } from './ini.ts';

/** One thing that install leaves outside its own folder, and uninstall takes away again. */
export const trace = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('file'), path: z.string(), text: z.string() }),
  /** One line in a file that other programs write as well. */
  z.strictObject({
    kind: z.literal('line'),
    path: z.string(),
    section: z.string(),
    key: z.string(),
    value: z.string(),
  }),
  /** A value under HKEY_CURRENT_USER; the key's default one where `name` is empty. `isWhole`: the key is ours alone and goes with it. */
  z.strictObject({
    kind: z.literal('registry'),
    key: z.string(),
    name: z.string(),
    data: z.string(),
    isWhole: z.boolean(),
  }),
]);
export type Trace = z.output<typeof trace>;

const run = promisify(execFile);
/** By its full path: a program of that name in the current folder must not answer. */
const reg = (...args: readonly string[]) =>
  run(join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'reg.exe'), args, { windowsHide: true });

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';
const textOf = (path: string): Promise<string | undefined> =>
  readFile(path, 'utf8').catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });

/** @returns the folders that had to be made for it, outermost first. @throws the system's error. */
export async function leave(one: Trace): Promise<readonly string[]> {
  if (one.kind === 'registry') {
    const name = one.name === '' ? ['/ve'] : ['/v', one.name];
    await reg('add', one.key, ...name, '/t', 'REG_SZ', '/d', one.data, '/f');
    return [];
  }
  const made = await makeFolder(dirname(one.path));
  const text = one.kind === 'file' ? one.text : withLine((await textOf(one.path)) ?? '', one);
  await writeFile(one.path, text, { mode: 0o644 });
  return made;
}

/** Leaves no sign of it; what is gone already is no fault. @throws the system's error. */
export async function take(one: Trace): Promise<void> {
  if (one.kind === 'registry') {
    const what = one.isWhole ? [] : one.name === '' ? ['/ve'] : ['/v', one.name];
    await reg('delete', one.key, ...what, '/f').catch(() => undefined);
    return;
  }
  if (one.kind === 'file') return remove(one.path);
  const text = await textOf(one.path);
  if (text === undefined) return;
  const rest = withoutLine(text, one);
  await (rest === '' ? remove(one.path) : writeFile(one.path, rest));
}

export const remove = (path: string): Promise<void> =>
  unlink(path).catch((error: unknown) => {
    if (!isMissing(error)) throw error;
  });

/** @returns the folders that were not there before, outermost first. */
export async function makeFolder(path: string): Promise<readonly string[]> {
  const outermost = await mkdir(path, { recursive: true, mode: 0o755 });
  if (outermost === undefined) return [];
  // On Windows it comes in the long form of a path.
  const first = outermost.replace(/^\\\\\?\\/, '');
  const made: string[] = [];
  for (let folder = path; folder.length >= first.length; folder = dirname(folder)) made.unshift(folder);
  return made;
}

/** Of folders that install made, the ones that nobody has put anything into since. Innermost first. */
export async function removeEmpty(folders: readonly string[]): Promise<void> {
  for (const folder of [...folders].sort((left, right) => right.length - left.length))
    await rmdir(folder).catch(() => undefined);
}
