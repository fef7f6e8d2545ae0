import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { trace } from './traces.ts';

/** installed.json, in the installed folder: everything that install left, for uninstall to take away. */
const RECORD = 'installed.json';
const record = z.strictObject({
  v: z.literal(1),
  version: z.string(),
  /** Folders that were not there before. */
  folders: z.array(z.string()).readonly(),
  traces: z.array(trace).readonly(),
});
export type InstallRecord = z.output<typeof record>;

export async function readRecord(folder: string): Promise<InstallRecord | undefined> {
  try {
    return record.parse(JSON.parse(await readFile(join(folder, RECORD), 'utf8')));
  } catch {
    return undefined;
  }
}

export const writeRecord = (folder: string, written: Readonly<InstallRecord>): Promise<void> =>
  writeFile(join(folder, RECORD), `${JSON.stringify(written, null, 1)}\n`, { mode: 0o600 });

export const recordPath = (folder: string): string => join(folder, RECORD);
