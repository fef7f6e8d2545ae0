import { createHash } from 'node:crypto';
import { chmod, copyFile, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { makeFolder, remove } from './traces.ts';

export const CONTENTS = 'contents.json';
/** Relative, never upwards: the list decides what is written and what is taken away. */
const path = z.string().regex(/^(?!.*(?:^|\/)\.\.?(?:\/|$))[\w.@-]+(?:\/[\w.@-]+)*$/);
const contents = z.strictObject({
  files: z
    .array(z.strictObject({ path, sha256: z.string().regex(/^[0-9a-f]{64}$/), isExecutable: z.boolean() }))
    .min(1)
    .max(500),
});
export type Contents = z.output<typeof contents>['files'];

/** What the archive brought into that folder, or undefined where no such list is. */
export async function readContents(folder: string): Promise<Contents | undefined> {
  try {
    return contents.parse(JSON.parse(await readFile(join(folder, CONTENTS), 'utf8'))).files;
  } catch {
    return undefined;
  }
}

/** The files that are missing or not what the archive was made of: a download that broke off, a disk that lies. */
export async function damagedFiles(folder: string, files: Contents): Promise<readonly string[]> {
  const damaged: string[] = [];
  for (const { path: name, sha256 } of files) {
    const bytes = await readFile(join(folder, name)).catch(() => undefined);
    if (bytes === undefined || createHash('sha256').update(bytes).digest('hex') !== sha256) damaged.push(name);
  }
  return damaged;
}

/** Copies them, each under another name first: a program that runs is never half of two versions. @returns the folders made. */
export async function copyContents(from: string, to: string, files: Contents): Promise<readonly string[]> {
  const made: string[] = [];
  for (const { path: name, isExecutable } of [...files, { path: CONTENTS, isExecutable: false }]) {
    const target = join(to, name);
    made.push(...(await makeFolder(dirname(target))));
    await copyFile(join(from, name), `${target}.new`);
    await chmod(`${target}.new`, isExecutable ? 0o755 : 0o644);
    await rename(`${target}.new`, target);
  }
  return made;
}

/** Of an older version, what the new one does not have. */
export async function removeContents(folder: string, files: Contents, kept: Contents = []): Promise<void> {
  const names = new Set(kept.map((one) => one.path));
  for (const { path: name } of files) if (!names.has(name)) await remove(join(folder, name));
}
