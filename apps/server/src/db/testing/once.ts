import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const WAIT_MS = 60_000;

/**
 * Bytes that all processes of one test run share: the first that asks makes them, the others wait.
 * @throws Error when the maker failed, or did not finish within a minute.
 */
export async function once(dir: string, name: string, make: () => Promise<Uint8Array>): Promise<Buffer> {
  const made = join(dir, name);
  const failed = `${made}.failed`;
  if (existsSync(made)) return readFileSync(made);
  if (takes(`${made}.lock`)) {
    try {
      writeFileSync(`${made}.part`, await make(), { mode: 0o600 });
      renameSync(`${made}.part`, made);
    } catch (error) {
      writeFileSync(failed, String(error));
      throw error;
    }
  }
  const until = performance.now() + WAIT_MS;
  while (!existsSync(made)) {
    if (existsSync(failed)) throw new Error(`${name} could not be made: ${readFileSync(failed, 'utf8')}`);
    if (performance.now() > until) throw new Error(`${name} was not made within ${WAIT_MS} ms`);
    await sleep(25);
  }
  return readFileSync(made);
}

function takes(lock: string): boolean {
  try {
    writeFileSync(lock, '', { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
