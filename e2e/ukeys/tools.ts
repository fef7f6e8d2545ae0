import { execFile } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin'];
const hasProgram = (name: string): boolean => folders.some((folder) => existsSync(join(folder, name)));
const hasFile = (pattern: string): boolean => globSync(pattern).length > 0;

/** @returns those of the programs (or patterns of files, with a slash) that are not on this machine. */
export const lacking = (...wanted: readonly string[]): string[] =>
  wanted.filter((one) => !(one.includes('/') ? hasFile(one) : hasProgram(one)));

const minute = 60_000;

/** Runs another's program. @returns all that it said. @throws Error with that when it ends with an error. */
export async function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
  const options = { env: { ...process.env, PATH: folders.join(delimiter), ...env }, timeout: 2 * minute };
  try {
    const { stdout, stderr } = await promisify(execFile)(program, [...args], options);
    return `${stdout}${stderr}`;
  } catch (fault) {
    const { stdout = '', stderr = '' } = fault as { stdout?: string; stderr?: string };
    throw new Error(`${program} failed: ${stdout}${stderr}`.trim());
  }
}

export const openscModule = (): string => globSync('/usr/lib/*/opensc-pkcs11.so')[0] ?? '';
