import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { type DialectDraft, faultLine, readDialectDraft } from '@jiesuo/models';

const BYTES_MAX = 64 * 1024;

/** Ends the command with a sentence. */
export class Ended extends Error {
  override name = 'Ended';
  readonly lines: readonly string[];
  constructor(...lines: readonly string[]) {
    super(lines[0]);
    this.lines = lines;
  }
}

/** The record whose dialect is to be found out. @throws {Ended} */
export function readRecord(path: string): DialectDraft {
  let text: string;
  try {
    if (statSync(path).size > BYTES_MAX) throw new Ended(`✗ ${path}: 文件超过 64 KB · the file is larger than 64 KB`);
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Ended) throw error;
    throw new Ended(`文件 ${path} 无法读取。 ${path} cannot be read.`);
  }
  const read = readDialectDraft(text);
  if ('draft' in read) return read.draft;
  throw new Ended(
    ...read.faults.map((fault) => `✗ ${faultLine({ file: basename(path), ...fault })}`),
    '方言和应用可以空着，其余请先填好（bridge models check）。 Dialect and application may be open; fill in the rest first (bridge models check).',
  );
}

/** Writes it whole or not at all; gives the sentence that says so. @throws {Ended} */
export function keepRecord(path: string, text: string): string {
  try {
    const beside = `${path}.new`;
    writeFileSync(beside, text, { flag: 'wx' });
    renameSync(beside, path);
    return `已写入 ${path}，请运行 bridge models check，再试一次完整的重置。 Written to ${path}: run bridge models check, then try a whole reset.`;
  } catch {
    throw new Ended(
      `${path} 无法写入，请手工填写以上方言。 ${path} cannot be written: put the dialect above into it by hand.`,
    );
  }
}
