import { spawn } from 'node:child_process';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ownFolder } from '../config.ts';
import { CONTENTS, readContents, removeContents } from './contents.ts';
import { installFolder, programName, type Surroundings, shippedHome, surroundings } from './home.ts';
import { readRecord, recordPath } from './record.ts';
import { stopRunning, systemctl, systemProgram } from './running.ts';
import { remove, removeEmpty, take } from './traces.ts';
import { say } from './words.ts';

/**
 * Takes away everything that install left and everything that the bridge kept since. Refuses while a reset is half done, because only
 * this computer's journal knows how to go on with it; `isForced` does not ask. @returns the exit code.
 */
export async function uninstall(isForced: boolean, around: Surroundings = surroundings()): Promise<number> {
  if (shippedHome() === undefined) {
    say('notShipped');
    return 1;
  }
  const folder = installFolder(around);
  const record = await readRecord(folder);
  if (record === undefined) {
    say('notInstalled');
    return 1;
  }
  const state = ownFolder(around.environment);
  if (!isForced && (await isResetHalfDone(join(state, 'journal')))) {
    say('halfDone', join(folder, programName(around.platform)));
    return 1;
  }
  if (!(await stopRunning(folder, around))) {
    say('doesNotStop');
    return 1;
  }
  for (const trace of [...record.traces].reverse()) await take(trace);
  if (around.hasUserSystemd) await systemctl('daemon-reload');
  await rm(state, { recursive: true, force: true });
  say('uninstalled');
  if (around.platform === 'win32') removeLater(folder, record.folders, around);
  else {
    await removeContents(folder, (await readContents(folder)) ?? []);
    for (const path of [join(folder, CONTENTS), recordPath(folder)]) await remove(path);
    await removeEmpty(record.folders);
  }
  return 0;
}

/** A ceremony whose last line in the journal is no end of it. */
async function isResetHalfDone(journal: string): Promise<boolean> {
  for (const name of await readdir(journal).catch(() => [])) {
    const last = (await readFile(join(journal, name), 'utf8')).trimEnd().split('\n').at(-1) ?? '';
    if (!/"step":"(?:completed|failed)"/.test(last)) return true;
  }
  return false;
}

/** Windows does not delete a program that runs: its command interpreter does it, once we have ended. */
function removeLater(folder: string, folders: readonly string[], around: Surroundings): void {
  const wait = 'ping -n 2 127.0.0.1 >nul';
  const again = `for /l %i in (1,1,60) do @if exist "${folder}" rmdir /s /q "${folder}" 2>nul & ${wait}`;
  // Without /s it removes only what is empty.
  const empty = [...folders].sort((left, right) => right.length - left.length).map((one) => `rmdir "${one}" 2>nul`);
  spawn(systemProgram('cmd.exe', around), ['/d', '/s', '/c', `"${[wait, again, ...empty].join(' & ')}"`], {
    cwd: around.environment['SystemRoot'] ?? 'C:\\',
    detached: true,
    stdio: 'ignore',
    windowsHide: true,
    windowsVerbatimArguments: true,
  }).unref();
}
