import { spawn } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { root } from '../../bench/ground/ground.ts';
import { type Books, readBooks } from './verify.ts';
import { openDrillWorld, writeMeanwhile } from './world.ts';

export type Kind = 'embedded' | 'postgres';

export interface Round {
  readonly from: Kind;
  readonly to: Kind;
  readonly backupSeconds: number;
  readonly bytes: number;
  readonly restoreSeconds: number;
  /** From the command until the restored server answers a customer. */
  readonly serveSeconds: number;
  /** Codes that customers asked for while it was backed up. */
  readonly writesMeanwhile: number;
  readonly books: Books;
  readonly faults: readonly string[];
}

/** Backs a world up under load and restores it to each of `targets`, an empty place each; `database` makes an empty PostgreSQL database. */
export async function drill(
  from: Kind,
  targets: readonly Kind[],
  database: (name: string) => Promise<string>,
): Promise<Round[]> {
  const stamp = `${from}_${targets.join('_')}`;
  const world = await openDrillWorld(from === 'postgres' ? await database(`from_${stamp}`) : undefined);
  const { ground, origin } = world;
  try {
    const identityFile = join(ground.folder, 'identity');
    const identity = await generateIdentity();
    writeFileSync(identityFile, `${identity}\n`, { mode: 0o600 });
    const file = join(ground.folder, 'backup.tar.age');
    const writing = writeMeanwhile(origin);
    const backupSeconds = await command(['backup', '--to', file], {
      ...ground.env,
      BACKUP_RECIPIENTS: await identityToRecipient(identity),
    });
    const writesMeanwhile = await writing.stop();
    await world.server.stop();
    const before = await readBooks(placeOf(ground.env));
    const rounds: Round[] = [];
    for (const [i, to] of targets.entries()) {
      const dataDir = join(ground.folder, `restored-${i}`);
      const env = {
        ...Object.fromEntries(
          Object.entries(ground.env).filter(([name]) => !['DATABASE_URL', 'DEMO_FILE'].includes(name)),
        ),
        DATA_DIR: dataDir,
        JIESUO_KEY: readFileSync(join(ground.dataDir, 'keys', 'master.key'), 'utf8').trim(),
        ...(to === 'postgres' ? { DATABASE_URL: await database(`to_${stamp}_${i}`) } : {}),
      };
      const restoreSeconds = await command(['restore', file, '--identity', identityFile], env);
      const books = await readBooks(placeOf(env));
      const serveSeconds = await serves(env, `${origin}/api/settings.show`);
      const faults = [...books.faults, ...differencesOf(before, books)];
      const bytes = statSync(file).size;
      rounds.push({ from, to, backupSeconds, bytes, restoreSeconds, serveSeconds, writesMeanwhile, books, faults });
    }
    return rounds;
  } finally {
    await ground.close();
  }
}

/** Nothing that the load did not touch may differ; money that came in is kept, was given back, or waits to be. */
function differencesOf(before: Books, books: Books): string[] {
  const faults: string[] = [];
  for (const key of ['orders', 'events', 'files', 'inFen', 'keptFen', 'backFen', 'waitsFen'] as const)
    if (before[key] !== books[key]) faults.push(`${key}: ${before[key]} before, ${books[key]} after`);
  if (books.leaves > before.leaves + 2) faults.push('leaves out of nowhere');
  if (books.inFen !== books.keptFen + books.backFen + books.waitsFen) faults.push('money that is nowhere');
  if (books.inFen === 0 || books.orders === 0 || books.files === 0) faults.push('there was nothing to lose');
  return faults;
}

const placeOf = ({ DATA_DIR = '', DATABASE_URL }: Readonly<Record<string, string>>) =>
  DATABASE_URL === undefined ? { dataDir: DATA_DIR } : { databaseUrl: DATABASE_URL };

/** As an operator runs it. @returns seconds. @throws Error with what it said when it fails. */
async function command(args: readonly string[], env: Readonly<Record<string, string>>): Promise<number> {
  const since = performance.now();
  const { said, ended } = run(args, env);
  const code = await ended;
  if (code !== 0) throw new Error(`${args[0]} ended with ${code}: ${said()}`);
  return (performance.now() - since) / 1000;
}

/** A server on what was restored. @returns seconds until it answers a customer. */
async function serves(env: Readonly<Record<string, string>>, url: string): Promise<number> {
  const since = performance.now();
  const { child, said, ended } = run(['start'], env);
  const isThere = () =>
    fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await isThere())) {
    if (child.exitCode !== null) throw new Error(`the restored server ended: ${said()}`);
    await wait(20);
  }
  const seconds = (performance.now() - since) / 1000;
  child.kill('SIGTERM');
  await ended;
  return seconds;
}

function run(args: readonly string[], env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [join(root, 'apps/server/server.js'), ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
  const ended = new Promise<number | null>((done) => child.on('exit', done));
  return { child, said: () => said, ended };
}
