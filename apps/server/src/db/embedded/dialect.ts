import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
  type TransactionSettings,
} from 'kysely';
import type { Session } from './session.ts';
import type { Turns } from './turns.ts';

class Connection implements DatabaseConnection {
  readonly #session: Session;
  readonly #free: () => void;

  constructor(session: Session, free: () => void) {
    this.#session = session;
    this.#free = free;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const results = await this.#session.query(query.sql, query.parameters);
    const last = results.at(-1);
    const rows = (last?.rows ?? []) as R[];
    return last && /^(INSERT|UPDATE|DELETE|MERGE)$/.test(last.command)
      ? { rows, numAffectedRows: BigInt(last.affectedRows) }
      : { rows };
  }

  /** One chunk: the engine has no cursor that outlives a call. */
  async *streamQuery<R>(query: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    yield await this.executeQuery<R>(query);
  }

  release() {
    this.#free();
  }
}

/** Kysely over the single session: a connection is a turn, so a transaction holds everything else off until it ends. */
export function embeddedDialect(session: Session, turns: Turns): Dialect {
  const driver: Driver = {
    init: async () => undefined,
    acquireConnection: async () => new Connection(session, await turns.take()),
    beginTransaction: async (connection, settings) =>
      void (await connection.executeQuery(CompiledQuery.raw(beginOf(settings)))),
    commitTransaction: async (connection) => void (await connection.executeQuery(CompiledQuery.raw('commit'))),
    rollbackTransaction: async (connection) => void (await connection.executeQuery(CompiledQuery.raw('rollback'))),
    releaseConnection: async (connection) => (connection as Connection).release(),
    destroy: async () => undefined,
  };
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => driver,
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}

function beginOf({ isolationLevel, accessMode }: TransactionSettings): string {
  return ['begin', isolationLevel && `isolation level ${isolationLevel}`, accessMode].filter(Boolean).join(' ');
}
