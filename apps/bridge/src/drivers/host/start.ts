import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { isSea } from 'node:sea';

/** Where the pipe to the bridge is found in a child. */
export const PIPE = 3;
/** A library that hands out endless lists fills the child's memory, and ends with it. */
const HEAP_MEGABYTES = 256;

/** The only place that knows how a driver's child is started: this very program when it is one executable, else Node and a file. */
export function startChild(): ChildProcess {
  const flags = [`--max-old-space-size=${HEAP_MEGABYTES}`, '--disable-warning=ExperimentalWarning'];
  return isSea()
    ? launch(process.execPath, ['driver'])
    : launch(process.execPath, [...flags, join(import.meta.dirname, 'child.ts')]);
}

/** What a library prints goes nowhere: it might be a PIN. */
export const launch = (program: string, parameters: readonly string[]): ChildProcess =>
  spawn(program, parameters, {
    // Windows: a pipe that a process can read without keeping a thread in it; elsewhere the same as 'pipe'.
    stdio: ['ignore', 'ignore', 'ignore', 'overlapped'],
    windowsHide: true,
    // A call into a library keeps a thread as long as it lasts, and a wait for a UKey lasts long.
    env: { ...process.env, UV_THREADPOOL_SIZE: '16' },
  });
