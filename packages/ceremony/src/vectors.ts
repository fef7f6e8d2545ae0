import { readdirSync, readFileSync } from 'node:fs';

type Folder = 'valid' | 'invalid';

/** All vectors of `vectors/<folder>/` whose name begins with `kind`; only tests read them. @throws Error when there is none. */
export function readVectors<T>(folder: Folder, kind: string): { readonly name: string; readonly vector: T }[] {
  const dir = new URL(`../vectors/${folder}/`, import.meta.url);
  const names = readdirSync(dir).filter((name) => name.startsWith(kind) && name.endsWith('.json'));
  if (names.length === 0) throw new Error(`no vectors ${folder}/${kind}*`);
  return names.map((name) => ({
    name: name.slice(0, -'.json'.length),
    vector: JSON.parse(readFileSync(new URL(name, dir), 'utf8')) as T,
  }));
}

/** Every file under `vectors/`, so that a test can tell that none was left out. */
export const allVectors = (): string[] =>
  (['valid', 'invalid'] as const).flatMap((folder) =>
    readdirSync(new URL(`../vectors/${folder}/`, import.meta.url)).map((name) => `${folder}/${name}`),
  );
