import { fstatSync, openSync } from 'node:fs';
import { WriteStream } from 'node:tty';
import koffi from 'koffi';

const PARENT = 0xffffffff;
const QUERY_LIMITED_INFORMATION = 0x1000;
const PATH_UNITS_MAX = 32_768;

const kernel = () => koffi.load('kernel32.dll');

/**
 * The Windows program has no console of its own, so that none appears at log-in. Started in a terminal, or by a script, it writes
 * there; an output that leads to a file or another program stays as it is. Elsewhere there is nothing to do.
 */
export function attachConsole(): void {
  if (process.platform !== 'win32' || isTaken()) return;
  try {
    const attach = kernel().func('__stdcall', 'AttachConsole', 'int', ['uint32_t']);
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

/** The file that a process of this person runs, by its full path; undefined for one that is gone or not his. */
export function imageOf(pid: number): string | undefined {
  const library = kernel();
  const open = library.func('__stdcall', 'OpenProcess', 'void *', ['uint32_t', 'int', 'uint32_t']);
  const query = library.func('__stdcall', 'QueryFullProcessImageNameW', 'int', [
    'void *',
    'uint32_t',
    'uint16_t *',
    koffi.inout(koffi.pointer('uint32_t')),
  ]);
  const close = library.func('__stdcall', 'CloseHandle', 'int', ['void *']);
  const handle: unknown = open(QUERY_LIMITED_INFORMATION, 0, pid);
  if (handle === null) return undefined;
  try {
    const units = Buffer.alloc(2 * PATH_UNITS_MAX);
    const length = [PATH_UNITS_MAX];
    return query(handle, 0, units, length) === 0 ? undefined : units.toString('utf16le', 0, 2 * Number(length[0]));
  } finally {
    close(handle);
  }
}
