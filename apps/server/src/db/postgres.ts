import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { type DatabaseWatch, watchDialect } from '../metrics/database.ts';
import { StartFault } from '../startFault.ts';
import { type DatabaseSettings, databaseOf } from './environment.ts';
import { faultOf } from './faults.ts';
import { clientOf } from './hosts.ts';
import type { Log } from './log.ts';
import { pgTypes } from './parsers.ts';
import { healing } from './pool.ts';
import type { Database } from './schema.ts';

/** Of what an answer needs beyond the server's own time-out. */
const answerSlackSeconds = 5;
/** A peer that is gone without a word is noticed on idle connections. */
const keepAliveSeconds = 10;

export interface PostgresStart {
  readonly databaseUrl: string;
  /** All of `databaseUrl` and the settings beside it; by default what the URL says, and defaults. */
  readonly settings?: DatabaseSettings;
  readonly log?: Log;
  readonly poolSize?: number;
  readonly watch?: DatabaseWatch;
}

/** @throws StartFault when the server cannot be reached or is older than 15; the URL, which may hold a password, is in neither. */
export async function openPostgres({
  databaseUrl,
  settings = databaseOf(databaseUrl),
  log,
  poolSize,
  watch,
}: PostgresStart) {
  const target = settings.target ?? databaseOf(databaseUrl).target;
  if (!target) throw new TypeError('openPostgres needs a URL');
  const pool = new pg.Pool({
    ssl: target.ssl,
    types: pgTypes,
    Client: clientOf(target.urls, target.mustWrite),
    max: poolSize ?? settings.poolSize,
    connectionTimeoutMillis: settings.connectSeconds * 1000,
    idleTimeoutMillis: settings.idleSeconds * 1000,
    statement_timeout: settings.statementSeconds * 1000,
    lock_timeout: settings.lockSeconds * 1000,
    idle_in_transaction_session_timeout: 60_000,
    application_name: 'jiesuo',
    options: '-c timezone=UTC',
    keepAlive: true,
    keepAliveInitialDelayMillis: keepAliveSeconds * 1000,
  });
  // A lost connection is the next query's error. Unheard, 'error' ends the process, also on a connection that is in use.
  const heard = (error: Error) => log?.warn({ err: error }, 'a database connection was lost');
  pool.on('error', heard);
  pool.on('connect', (client) => client.on('error', heard));
  const dialect = new PostgresDialect({
    pool: healing(pool, {
      connectMs: settings.connectSeconds * 1000,
      answerMs: (settings.statementSeconds + answerSlackSeconds) * 1000,
    }),
  });
  const db = new Kysely<Database>({ dialect: watch ? watchDialect(dialect, watch) : dialect });

  try {
    const { rows } = await sql<{
      version: number;
    }>`select current_setting('server_version_num')::int as version`.execute(db);
    if ((rows[0]?.version ?? 0) < 150_000)
      throw new StartFault('需要 PostgreSQL 15 或更高版本', 'PostgreSQL 15 or later is needed');
  } catch (error) {
    await db.destroy();
    throw error instanceof StartFault ? error : unreached(error);
  }
  let closing: Promise<void> | undefined;

  async function script(text: string, parameters?: readonly unknown[]) {
    const result: pg.QueryResult<Record<string, unknown>> | pg.QueryResult<Record<string, unknown>>[] =
      await pool.query(text, parameters ? [...parameters] : undefined);
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

const untrusted = /CERT|SELF_SIGNED|UNABLE_TO_(VERIFY|GET)|ALTNAME/;

function unreached(error: unknown): StartFault {
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  if (typeof code === 'string' && untrusted.test(code))
    return new StartFault(
      '数据库出示的证书不受信任，或主机名与证书不符：请检查 DATABASE_CA_FILE 与 DATABASE_URL 的主机名',
      "the database's certificate is not trusted, or names another host: look at DATABASE_CA_FILE and the host in DATABASE_URL",
      error,
    );
  if (message === 'The server does not support SSL connections')
    return new StartFault(
      '数据库没有开启 TLS：请在数据库上开启（ssl=on），或在内网中明确写 sslmode=disable',
      'the database has TLS off: switch it on there (ssl=on), or say sslmode=disable where the network is your own',
      error,
    );
  if (typeof code === 'string' && code.startsWith('28'))
    return new StartFault(
      '数据库拒绝了 DATABASE_URL 里的用户或密码',
      'the database refuses the user or the password in DATABASE_URL',
      error,
    );
  if (faultOf(error) === 'read_only')
    return new StartFault(
      'DATABASE_URL 所指的数据库现在只读：没有一台主机接受写入',
      'the databases named by DATABASE_URL are read-only now: no host takes writes',
      error,
    );
  return new StartFault(
    '无法连接 DATABASE_URL 所指的数据库',
    'the database named by DATABASE_URL cannot be reached',
    error,
  );
}
