import { fstatSync, openSync } from 'node:fs';
import { WriteStream } from 'node:tty';
import koffi from 'koffi';

const PARENT = 0xffffffff;

/**
 * The Windows program has no console of its own, so that none appears at log-in. Started in a terminal, or by a script, it writes
 * there; an output that leads to a file or another program stays as it is.
 */
export function attachConsole(): void {
  if (process.platform !== 'win32' || isTaken()) return;
  try {
    const attach = koffi.load('kernel32.dll').func('__stdcall', 'AttachConsole', 'int', ['uint32_t']);
    if (attach(PARENT) === 0) return;
    const screen = new WriteStream(openSync('\\\\.\\CONOUT$', 'r+'));
    for (const name of ['stdout', 'stderr'] as const) Object.defineProperty(process, name, { value: screen });
  } catch {
    // Nowhere to write: whoever started us wants no words.
  }
}

/** Node itself opens the null device where a program got no output. */
function isTaken(): boolean {
  try {
    return !fstatSync(1).isCharacterDevice();
  } catch {
    return false;
  }
}
