import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface Measured {
  readonly ms: number;
}

/** Runs one peer in a process of its own. `ms` is what it says it measured, else the time from its start to its word. @throws Error when it fails. */
export function runPeer(file: string, args: readonly string[]): Promise<Measured> {
  return new Promise((resolve, reject) => {
    const since = performance.now();
    const path = fileURLToPath(new URL(file, import.meta.url));
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', path, ...args]);
    let said = '';
    let saidAt = 0;
    let complained = '';
    child.stdout.on('data', (chunk: Buffer) => {
      saidAt ||= performance.now();
      said += chunk;
    });
    child.stderr.on('data', (chunk: Buffer) => {
      complained += chunk;
    });
    child.once('error', reject);
    child.once('close', (code) => {
      if (code !== 0) reject(new Error(`${file} failed: ${complained.slice(-2000)}`));
      else resolve({ ms: /^[\d.]+$/.test(said.trim()) ? Number(said) : saidAt - since });
    });
  });
}
