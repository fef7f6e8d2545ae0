import { readdirSync, readFileSync } from 'node:fs';

export type VectorFolder = 'valid' | 'invalid';

/** The DER bytes of a certificate of `vectors/`; only tests read them. */
export function readVector(folder: VectorFolder, name: string): Uint8Array {
  return readFileSync(new URL(`../vectors/${folder}/${name}.der`, import.meta.url));
}

/** The names of all certificates in a folder of `vectors/`, without `.der`. */
export function vectorNames(folder: VectorFolder): string[] {
  return readdirSync(new URL(`../vectors/${folder}/`, import.meta.url))
    .filter((name) => name.endsWith('.der'))
    .map((name) => name.slice(0, -'.der'.length));
}
