import { type SpawnSyncOptions, spawnSync } from 'node:child_process';
import { chownSync, closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The newest PostgreSQL (≥ 15) that a Debian package installed, or undefined. */
export function findPostgres(): string | undefined {
  const root = '/usr/lib/postgresql';
  if (!existsSync(root)) return undefined;
  const versions = readdirSync(root).filter((v) => Number(v) >= 15 && existsSync(join(root, v, 'bin', 'initdb')));
  const newest = versions.toSorted((a, b) => Number(b) - Number(a))[0];
  return newest && join(root, newest, 'bin');
}

/**
 * Starts a throwaway cluster in `dir` that only a unix socket inside it reaches. It forgets on power loss (fsync is off), unless it is
 * to be `durable`: then it writes as one in service does. @returns its URL. @throws Error with the program's own words.
 */
export function startCluster(bin: string, dir: string, durable = false): string {
  const user = postgresUser();
  mkdirSync(dir, { mode: 0o700 });
  if (user) chownSync(dir, user.uid, user.gid);
  const data = join(dir, 'data');
  run(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync', '--no-instructions'],
    user,
  );
  const settings = [
    ...(durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
    'max_connections=200',
    'shared_buffers=64MB',
    'listen_addresses=',
    `unix_socket_directories=${dir}`,
  ];
  run(
    join(bin, 'pg_ctl'),
    ['-D', data, '-l', join(dir, 'log'), '-w', '-o', settings.map((s) => `-c ${s}`).join(' '), 'start'],
    user,
  );
  return `postgresql:///postgres?host=${encodeURIComponent(dir)}&user=postgres`;
}

/** Stops the cluster of `startCluster` at once; nothing happens when there is none, or only the note of one that went with its machine. */
export function stopCluster(bin: string, dir: string): void {
  const pid = notedPid(join(dir, 'data', 'postmaster.pid'));
  if (pid !== undefined && isAlive(pid))
    run(join(bin, 'pg_ctl'), ['-D', join(dir, 'data'), '-m', 'immediate', '-w', 'stop'], postgresUser());
}

function notedPid(path: string): number | undefined {
  return existsSync(path) ? Number(readFileSync(path, 'utf8').split('\n')[0]) : undefined;
}

/** @returns whether a process of that number runs, another user's too. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

export interface User {
  readonly uid: number;
  readonly gid: number;
}

// PostgreSQL refuses to run as root.
export function postgresUser(): User | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((l) => l.startsWith('postgres:'));
  if (!line) throw new Error('root needs an OS user "postgres" to start a PostgreSQL for the tests');
  const [, , uid, gid] = line.split(':');
  return { uid: Number(uid), gid: Number(gid) };
}

function run(program: string, args: readonly string[], user: User | undefined): void {
  // Files, not pipes: the server inherits them, and a pipe would keep this call waiting for it.
  const out = openSync('/dev/null', 'w');
  try {
    const options: SpawnSyncOptions = {
      stdio: ['ignore', out, out],
      cwd: '/',
      timeout: 60_000,
      env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' },
      ...user,
    };
    const { status, error } = spawnSync(program, args, options);
    if (error) throw error;
    if (status !== 0) throw new Error(`${program} ${args.at(-1)} ended with ${status}`);
  } finally {
    closeSync(out);
  }
}
