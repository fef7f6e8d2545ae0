import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { makeRunFolder, removeRunFolder } from '../../../apps/server/src/db/clusterForTests.ts';
import { findPostgres, isAlive, postgresUser } from '../../../apps/server/src/db/testing/cluster.ts';
import { freePorts } from '../../world.ts';
import { openWire, type Wire } from './wire.ts';

export type Side = 0 | 1;
export const otherOf = (side: Side): Side => (side === 0 ? 1 : 0);

/** Two PostgreSQL, one of which follows the other synchronously: no COMMIT is answered before both have it. */
export interface Pair {
  readonly ports: readonly [number, number];
  /** Over which the other follows this one. */
  readonly following: readonly [Wire, Wire];
  primary(): Side;
  urlOf(side: Side, database?: string): string;
  /** kill -9 of the primary and of all its processes. */
  killPrimary(): Promise<void>;
  /** The primary is dead, so that nobody else can write: the standby takes over. */
  promote(): Promise<void>;
  /** The old primary is thrown away and made anew as the standby, and follows when this resolves. */
  rebuild(): Promise<void>;
  /** Resolves when the standby is in step. */
  inStep(): Promise<void>;
  close(): Promise<void>;
}

export async function openPair(): Promise<Pair> {
  const bin = findPostgres();
  if (!bin) throw new Error('PostgreSQL is not installed');
  const folder = makeRunFolder();
  chmodSync(folder, 0o711);
  const user = postgresUser();
  const [a = 0, b = 0] = await freePorts(2);
  const ports = [a, b] as const;
  const following = [await openWire(a), await openWire(b)] as const;
  let primary: Side = 0;
  const dirOf = (side: Side) => join(folder, `node-${side}`);
  const dataOf = (side: Side) => join(dirOf(side), 'data');
  /** The wires are in this process: it must not stand still meanwhile. */
  async function pg_(name: string, args: readonly string[]): Promise<void> {
    const env = { LC_ALL: 'C', PATH: '/usr/bin:/bin' };
    // Never pipes: the server inherits them, and would keep them open.
    const child = spawn(join(bin ?? '', name), args, { ...user, cwd: '/', env, stdio: 'ignore' });
    const [code] = (await once(child, 'exit')) as [number | null];
    if (code !== 0) throw new Error(`${name} ended with ${code}; see ${folder}`);
  }
  const urlOf = (side: Side, database = 'postgres') => `postgres://postgres@127.0.0.1:${ports[side]}/${database}`;

  async function start(side: Side): Promise<void> {
    const settings = [
      `port=${ports[side]}`,
      'listen_addresses=127.0.0.1',
      `unix_socket_directories=${dirOf(side)}`,
      'max_connections=60',
      'shared_buffers=32MB',
      // Processes are killed here, not machines: what was written is there.
      'fsync=off',
      'full_page_writes=on',
      'synchronous_commit=on',
      'synchronous_standby_names=*',
      'hot_standby=on',
      'wal_keep_size=256MB',
      'wal_retrieve_retry_interval=300ms',
      'wal_receiver_timeout=4s',
      'wal_sender_timeout=4s',
      'wal_receiver_status_interval=1s',
    ];
    const options = settings.map((setting) => `-c ${setting}`).join(' ');
    await pg_('pg_ctl', ['-D', dataOf(side), '-l', join(dirOf(side), 'log'), '-w', '-o', options, 'start']);
  }
  async function follow(side: Side): Promise<void> {
    rmSync(dataOf(side), { recursive: true, force: true });
    const from = following[otherOf(side)].port;
    const where = ['-D', dataOf(side), '-h', '127.0.0.1', '-p', String(from), '-U', 'postgres'];
    await pg_('pg_basebackup', [...where, '-R', '-X', 'stream', '-c', 'fast', '--no-sync']);
    await start(side);
  }
  async function inStep(): Promise<void> {
    const question = `select 1 from pg_stat_replication where sync_state in ('sync', 'quorum') and state = 'streaming'`;
    for (;;) {
      const found = await ask(urlOf(primary), question).catch(() => []);
      if (found.length > 0) return;
      await sleep(100);
    }
  }
  async function killPrimary(): Promise<void> {
    const pid = Number(readFileSync(join(dataOf(primary), 'postmaster.pid'), 'utf8').split('\n')[0]);
    const all = [pid, ...childrenOf(pid)];
    for (const one of all) if (isAlive(one)) process.kill(one, 'SIGKILL');
    while (all.some(isRunning)) await sleep(20);
    // Where nobody buries the dead, its note on the socket would keep the next one away.
    rmSync(join(dirOf(primary), `.s.PGSQL.${ports[primary]}.lock`), { force: true });
  }

  for (const side of [0, 1] as const) {
    mkdirSync(dirOf(side), { mode: 0o700 });
    if (user) chownSync(dirOf(side), user.uid, user.gid);
  }
  const [made] = [['-D', dataOf(0), '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync']];
  await pg_('initdb', [...made, '--no-instructions']);
  await start(0);
  await follow(1);
  await inStep();
  return {
    ports,
    following,
    primary: () => primary,
    urlOf,
    killPrimary,
    async promote() {
      primary = otherOf(primary);
      await pg_('pg_ctl', ['-D', dataOf(primary), '-w', '-t', '60', 'promote']);
    },
    async rebuild() {
      await follow(otherOf(primary));
      await inStep();
    },
    inStep,
    async close() {
      for (const side of [0, 1] as const)
        try {
          await pg_('pg_ctl', ['-D', dataOf(side), '-m', 'immediate', '-w', 'stop']);
        } catch {
          // It does not run.
        }
      for (const wire of following) wire.close();
      removeRunFolder(folder);
    },
  };
}

/** @returns the rows */
export async function ask<T extends object>(url: string, question: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000, query_timeout: 20_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<T>(question)).rows;
  } finally {
    await client.end();
  }
}

const statOf = (pid: number): string[] => {
  try {
    // After the name, which may hold anything: state, parent.
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
  } catch {
    return [];
  }
};
const childrenOf = (parent: number): number[] =>
  readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && statOf(pid)[1] === String(parent));
/** What waits to be buried holds nothing any more. */
const isRunning = (pid: number): boolean => !['Z', undefined].includes(statOf(pid)[0]);
