import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ConfigError, loadConfig, ownFolder } from '../config.ts';
import { version } from '../start.ts';
import { copyContents, damagedFiles, readContents, removeContents } from './contents.ts';
import { installFolder, programName, type Surroundings, shippedHome, surroundings } from './home.ts';
import { useOwnConfig } from './own.ts';
import { tracesOf } from './plan.ts';
import { readRecord, writeRecord } from './record.ts';
import { isListening, startDetached, stopRunning, systemctl } from './running.ts';
import { leave, makeFolder, type Trace, take } from './traces.ts';
import { type Sentence, say } from './words.ts';

const START_MS = 10_000;

/**
 * Copies the program into the person's own folder, has it started at log-in and by `jiesuo-bridge://`, and starts it.
 * Needs no administrator, asks the system for no trust. An older version is replaced. @returns the exit code.
 */
export async function install(around: Surroundings = surroundings()): Promise<number> {
  const source = shippedHome();
  if (source === undefined) return refuse('notShipped');
  const files = await readContents(source);
  if (files === undefined) return refuse('damaged');
  const [damaged] = await damagedFiles(source, files);
  if (damaged !== undefined) return refuse('damaged', damaged);
  const folder = installFolder(around);
  if (!(await stopRunning(folder, around))) return refuse('doesNotStop');
  const before = await readRecord(folder);
  const folders = [...(before?.folders ?? []), ...(await makeFolder(ownFolder(around.environment)))];
  if (source !== (await realpath(folder).catch(() => folder))) {
    await removeContents(folder, (await readContents(folder)) ?? [], files);
    folders.push(...(await copyContents(source, folder, files)));
  }
  const traces = tracesOf(around, { version, extensions: extensionsOf(source) });
  for (const old of before?.traces ?? []) if (!isAmong(old, traces)) await take(old);
  // Written first: whatever is left when this is interrupted, uninstall knows of it.
  const written = { v: 1, version, traces: [...traces] } as const;
  await writeRecord(folder, { ...written, folders });
  for (const trace of traces) folders.push(...(await leave(trace)));
  await writeRecord(folder, { ...written, folders: [...new Set(folders)] });
  if (around.hasUserSystemd) await systemctl('daemon-reload');
  say('installed', folder);
  return start(folder, around);
}

const isAmong = (one: Trace, others: readonly Trace[]): boolean =>
  others.some((other) => JSON.stringify(other) === JSON.stringify(one));

async function start(folder: string, around: Surroundings): Promise<number> {
  useOwnConfig(folder);
  let port: number;
  try {
    port = loadConfig().port;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    say('noConfig', error.message);
    return 0;
  }
  // Ours has ended: whoever listens there is not the bridge that was installed just now.
  if (await isListening(port)) return refuse('portTaken', String(port));
  await startDetached(folder, around);
  for (const until = Date.now() + START_MS; Date.now() < until; await wait(200))
    if (await isListening(port)) {
      say('running');
      return 0;
    }
  return refuse('doesNotStart', join(folder, programName(around.platform)));
}

/** Those of the configuration in force; none where there is none yet. */
function extensionsOf(source: string): readonly string[] {
  useOwnConfig(source);
  try {
    return loadConfig().extensions;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return [];
  }
}

function refuse(sentence: Sentence, detail?: string): number {
  say(sentence, detail);
  return 1;
}
