import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { type DatabaseWatch, watchDialect } from '../metrics/database.ts';
import { StartFault } from '../startFault.ts';
import type { Log } from './log.ts';
import { pgTypes } from './parsers.ts';
import { PreparingClient } from './prepared.ts';
import type { Database } from './schema.ts';

/** Below the default 100 connections of a server even with several nodes. */
const POOL_SIZE = 10;

export interface PostgresStart {
  readonly databaseUrl: string;
  readonly log?: Log;
  readonly poolSize?: number;
  readonly watch?: DatabaseWatch;
}

/** @throws StartFault when the server cannot be reached or is older than 15; the URL, which may hold a password, is in neither. */
export async function openPostgres({ databaseUrl, log, poolSize, watch }: PostgresStart) {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    types: pgTypes,
    Client: PreparingClient,
    max: poolSize ?? POOL_SIZE,
    connectionTimeoutMillis: 20_000,
    idleTimeoutMillis: 30_000,
    statement_timeout: 30_000,
    lock_timeout: 10_000,
    idle_in_transaction_session_timeout: 60_000,
    application_name: 'jiesuo',
    options: '-c timezone=UTC',
    keepAlive: true,
  });
  // A lost connection is the next query's error. Unheard, 'error' ends the process, also on a connection that is in use.
  const heard = (error: Error) => log?.warn({ err: error }, 'a database connection was lost');
  pool.on('error', heard);
  pool.on('connect', (client) => client.on('error', heard));

  try {
    const { rows } = await pool.query<{ version: number }>(
      "select current_setting('server_version_num')::int as version",
    );
    const version = rows[0]?.version ?? 0;
    if (version < 150_000) throw new StartFault('需要 PostgreSQL 15 或更高版本', 'PostgreSQL 15 or later is needed');
  } catch (error) {
    await pool.end();
    if (error instanceof StartFault) throw error;
    throw new StartFault(
      '无法连接 DATABASE_URL 所指的数据库',
      'the database named by DATABASE_URL cannot be reached',
      error,
    );
  }
  const dialect = new PostgresDialect({ pool });
  const db = new Kysely<Database>({ dialect: watch ? watchDialect(dialect, watch) : dialect });
  let closing: Promise<void> | undefined;

  async function script(sql: string, parameters?: readonly unknown[]) {
    const result: pg.QueryResult<Record<string, unknown>> | pg.QueryResult<Record<string, unknown>>[] =
      await pool.query(sql, parameters ? [...parameters] : undefined);
    return [result].flat().flatMap((each) => each.rows);
  }
  const counts = () => ({
    used: pool.totalCount - pool.idleCount,
    idle: pool.idleCount,
    most: pool.options.max,
    waiting: pool.waitingCount,
  });
  return { db, engine: 'postgres' as const, script, pool: counts, close: () => (closing ??= db.destroy()) };
}
