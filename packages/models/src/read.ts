import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { clashes } from './clashes.ts';
import { contradictions, type FieldFault, type ModelFault, shapeFaults } from './faults.ts';
import { type Model, model } from './model.ts';

/** Where the models that come with the product lie. */
export const ownModels = join(import.meta.dirname, '..', 'models');

const FILE_BYTES_MAX = 64 * 1024;
const FILES_MAX = 500;

export interface Reading {
  /** Every model without a fault, by file name, the first folder's first. */
  readonly models: readonly Model[];
  readonly faults: readonly ModelFault[];
}

/**
 * Reads every `*.json` of these folders. A model that claims what one before it claims is left out: the product's own folder comes first.
 * Never throws: what cannot be read is a fault.
 */
export function readModels(folders: readonly string[] = [ownModels]): Reading {
  const faults: ModelFault[] = [];
  const paths = folders.flatMap((folder) => {
    try {
      return modelFiles(folder);
    } catch {
      faults.push({ file: basename(folder), field: '', message: '文件夹无法读取 · the folder cannot be read' });
      return [];
    }
  });
  const read = readFiles(paths);
  return { models: read.models, faults: [...faults, ...read.faults] };
}

/** The models' files of a folder, in their order. @throws Error when it cannot be read. */
export const modelFiles = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .slice(0, FILES_MAX)
    .map((name) => join(folder, name));

/** As `readModels`, of files. */
export function readFiles(paths: readonly string[]): Reading {
  const models: Model[] = [];
  const faults: ModelFault[] = [];
  for (const path of paths) {
    const { found, wrong } = readFile(path);
    const all = found ? [...wrong, ...models.flatMap((other) => clashes(found, other))] : wrong;
    if (found && all.length === 0) models.push(found);
    else faults.push(...all.map((fault) => ({ file: basename(path), ...fault })));
  }
  return { models, faults };
}

function readFile(path: string): { readonly found?: Model; readonly wrong: readonly FieldFault[] } {
  const whole = (message: string) => ({ wrong: [{ field: '', message }] });
  let text: string;
  try {
    if (statSync(path).size > FILE_BYTES_MAX) return whole('文件超过 64 KB · the file is larger than 64 KB');
    text = readFileSync(path, 'utf8');
  } catch {
    return whole('文件无法读取 · the file cannot be read');
  }
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return whole('不是正确的 JSON · is not valid JSON');
  }
  const result = model.safeParse(data);
  if (!result.success) return { wrong: shapeFaults(result.error) };
  return { found: result.data, wrong: contradictions(result.data) };
}
