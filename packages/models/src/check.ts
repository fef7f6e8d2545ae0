import { statSync } from 'node:fs';
import { faultLine, type ModelFault } from './faults.ts';
import type { Model } from './model.ts';
import { modelFiles, type Reading, readFiles } from './read.ts';

/**
 * What a maintainer wants to hear of files or folders of models: a line for each fault, or for each model that is fine, 中文 and English.
 * @returns `isFine` when there is at least one model and no fault.
 */
export function checkModels(paths: readonly string[]): { readonly lines: readonly string[]; readonly isFine: boolean } {
  const { models, faults } = readPaths(paths);
  const lines = [...models.map(modelLine), ...faults.map((fault) => `✗ ${faultLine(fault)}`)];
  if (lines.length === 0) lines.push('✗ 没有找到型号文件 · no file of a model was found');
  return { lines, isFine: models.length > 0 && faults.length === 0 };
}

function readPaths(paths: readonly string[]): Reading {
  const files: string[] = [];
  const missing: ModelFault[] = [];
  for (const path of paths)
    try {
      files.push(...(statSync(path).isDirectory() ? modelFiles(path) : [path]));
    } catch {
      missing.push({ file: path, field: '', message: '没有这个文件或文件夹 · there is no such file or folder' });
    }
  const { models, faults } = readFiles(files);
  return { models, faults: [...missing, ...faults] };
}

function modelLine({ id, names, reset, drivers, sources, unverifiedCommands }: Model): string {
  const open = sources.filter(({ isVerified }) => !isVerified).length + unverifiedCommands.length;
  const by = Object.keys(drivers).join(', ');
  const rest = open === 0 ? '' : `；${open} 处未经实物验证 · ${open} facts or commands not seen on a token`;
  return `✓ ${id}: ${names.zh} · ${names.en}, ${reset.method}, ${by}${rest}`;
}
