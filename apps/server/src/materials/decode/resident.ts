import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What a child holds: Node limits only its own heap, pixels live outside it. Zero where the system does not tell. */
export function residentMegabytes({ pid }: ChildProcess): number {
  if (process.platform !== 'linux' || pid === undefined) return 0;
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(kilobytes ?? 0) / 1024;
  } catch {
    return 0;
  }
}
