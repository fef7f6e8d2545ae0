import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Chance } from './chance.ts';

/** Bends one file of the mirror. @returns what was done, and how to make it good again. */
export function bendFile(dir: string, chance: Chance): { readonly did: string; undo(): void } {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name))
    .toSorted();
  const file = chance.oneOf(files);
  const bytes = readFileSync(file);
  const restore = () => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  };
  const at = chance.below(bytes.length);
  const acts = [
    () => {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ (1 + chance.below(255));
      writeFileSync(file, changed);
      return { did: `${file}: byte ${at} changed`, undo: restore };
    },
    () => {
      truncateSync(file, at);
      return { did: `${file}: cut to ${at} of ${bytes.length} bytes`, undo: restore };
    },
    () => {
      rmSync(file);
      return { did: `${file}: removed`, undo: restore };
    },
    () => {
      appendFileSync(file, chance.oneOf(['\n', 'x', '\0']));
      return { did: `${file}: a byte appended`, undo: restore };
    },
    () => {
      const other = chance.oneOf(files.filter((one) => !readFileSync(one).equals(bytes)));
      const theirs = readFileSync(other);
      writeFileSync(file, theirs);
      writeFileSync(other, bytes);
      const undo = () => {
        restore();
        writeFileSync(other, theirs);
      };
      return { did: `${file} and ${other}: swapped`, undo };
    },
  ];
  return chance.oneOf(acts)();
}
