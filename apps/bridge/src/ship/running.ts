import { execFile, spawn } from 'node:child_process';
import { readFile, readlink, realpath, unlink, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { programName, type Surroundings } from './home.ts';
import { UNIT } from './plan.ts';
import { imageOf } from './windows.ts';

const run = promisify(execFile);
const PID = 'bridge.pid';
const PATIENCE_MS = 12_000;

/**
 * Notes in the program's own folder that this process is the bridge: uninstall stops it by that. A folder that only an administrator may
 * write gets no note. @returns what takes the note away.
 */
export async function noteRunning(home: string): Promise<() => Promise<void>> {
  const path = join(home, PID);
  await writeFile(path, `${process.pid}\n`, { mode: 0o600 }).catch(() => undefined);
  return () => unlink(path).catch(() => undefined);
}

/** Whether something listens at the bridge's port. Who that is, only the portal's key can tell. */
export function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, timeout: 1000 });
    const tell = (verdict: boolean) => {
      socket.destroy();
      resolve(verdict);
    };
    socket.once('connect', () => tell(true));
    for (const event of ['error', 'timeout']) socket.once(event, () => tell(false));
  });
}

/** Starts the program of that folder for the session, not as a child of ours. */
export async function startDetached(home: string, around: Surroundings): Promise<void> {
  if (around.hasUserSystemd) {
    // What a dialog needs to find the screen: systemd started before there was one.
    const names = ['DISPLAY', 'WAYLAND_DISPLAY', 'XAUTHORITY', 'XDG_CURRENT_DESKTOP', 'XDG_SESSION_TYPE'];
    const known = names.filter((name) => around.environment[name] !== undefined);
    if (known.length > 0) await systemctl('import-environment', ...known);
    if (await systemctl('start', UNIT)) return;
  }
  const program = join(home, programName(around.platform));
  spawn(program, ['start'], { cwd: home, detached: true, stdio: 'ignore', windowsHide: true }).unref();
}

/** @returns false when it did not succeed: the person's systemd may not answer. */
export async function systemctl(...args: readonly string[]): Promise<boolean> {
  return run('systemctl', ['--user', '--no-block', ...args], { timeout: 5000 }).then(
    () => true,
    () => false,
  );
}

/** Stops the bridge that runs from that folder, and waits for its end. @returns false when it would not end. */
export async function stopRunning(home: string, around: Surroundings): Promise<boolean> {
  const pid = await runningPid(home, around);
  if (pid === undefined) return true;
  // On Windows that is no gentle end; the drivers' children give the UKeys back when they lose it.
  process.kill(pid, 'SIGTERM');
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await wait(100))
    if ((await runningPid(home, around)) === undefined) {
      await unlink(join(home, PID)).catch(() => undefined);
      return true;
    }
  return false;
}

/** The process that the note names, if it is still our program: numbers are used again. */
async function runningPid(home: string, around: Surroundings): Promise<number | undefined> {
  const pid = Number(await readFile(join(home, PID), 'utf8').catch(() => ''));
  if (!Number.isInteger(pid) || pid <= 1 || pid === process.pid) return undefined;
  const named = join(home, programName(around.platform));
  const program = await realpath(named).catch(() => named);
  return (await isRunning(pid, program, around)) ? pid : undefined;
}

async function isRunning(pid: number, program: string, around: Surroundings): Promise<boolean> {
  // The kernel writes " (deleted)" behind a program that was replaced while it ran.
  if (around.platform === 'linux')
    return readlink(`/proc/${pid}/exe`).then(
      (path) => path.replace(/ \(deleted\)$/, '') === program,
      () => false,
    );
  if (around.platform === 'win32') return imageOf(pid)?.toLowerCase() === program.toLowerCase();
  return run('/bin/ps', ['-p', String(pid), '-o', 'comm=']).then(
    ({ stdout }) => stdout.trim() === program,
    () => false,
  );
}

export const systemProgram = (name: string, { environment }: Surroundings): string =>
  join(environment['SystemRoot'] ?? 'C:\\Windows', 'System32', name);
