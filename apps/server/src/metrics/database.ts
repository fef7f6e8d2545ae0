import type { DatabaseConnection, Dialect, Driver } from 'kysely';
import { noTraces, type Span, type Traces } from '../traces/traces.ts';
import type { Metrics } from './metrics.ts';

/** What is told of the database: how long a connection was waited for, how long statements and transactions took. Never their parameters. */
export interface DatabaseWatch {
  readonly metrics: Pick<Metrics, 'queried' | 'transacted' | 'connected'>;
  readonly traces?: Traces;
}

interface Running {
  readonly startedAt: number;
  readonly span: Span | undefined;
}

const kinds = new Set(['select', 'insert', 'update', 'delete', 'with', 'begin', 'commit', 'rollback', 'set']);

/** The first word of a statement where it is one of the usual ones: a bounded set, and nothing of its content. */
export function kindOf(sql: string): string {
  const word = /^\s*([a-z]+)/i.exec(sql)?.[1]?.toLowerCase() ?? '';
  return kinds.has(word) ? word : 'other';
}

const secondsSince = (at: number): number => (performance.now() - at) / 1000;

/** Tells of what goes through it to `inner`, which asks. */
export class WatchedConnection implements DatabaseConnection {
  readonly inner: DatabaseConnection;
  transaction: Running | undefined;
  readonly #watch: DatabaseWatch;

  constructor(inner: DatabaseConnection, watch: DatabaseWatch) {
    this.inner = inner;
    this.#watch = watch;
    // Kysely asks whether a connection can do these, not whether they succeed.
    if (inner.cancelQuery) this.cancelQuery = (provider) => inner.cancelQuery?.(provider) ?? Promise.resolve();
    if (inner.collectSessionInfo) this.collectSessionInfo = () => inner.collectSessionInfo?.() ?? Promise.resolve();
    if (inner.killSession) this.killSession = (provider) => inner.killSession?.(provider) ?? Promise.resolve();
  }

  cancelQuery?: NonNullable<DatabaseConnection['cancelQuery']>;
  collectSessionInfo?: NonNullable<DatabaseConnection['collectSessionInfo']>;
  killSession?: NonNullable<DatabaseConnection['killSession']>;

  readonly executeQuery: DatabaseConnection['executeQuery'] = async (query, options) => {
    const startedAt = performance.now();
    const kind = kindOf(query.sql);
    const span = this.#watch.traces?.begin('database.statement', { kind }, this.transaction?.span);
    let isDone = false;
    try {
      const result = await this.inner.executeQuery<never>(query, options);
      isDone = true;
      return result;
    } finally {
      this.#watch.metrics.queried(kind, isDone ? 'ok' : 'failed', secondsSince(startedAt));
      span?.end(isDone ? 'ok' : 'failed', { isFault: !isDone });
    }
  };

  readonly streamQuery: DatabaseConnection['streamQuery'] = (query, chunkSize, options) =>
    this.inner.streamQuery(query, chunkSize, options);
}

/** The same dialect, with its connections, transactions and statements told of. */
export function watchDialect(dialect: Dialect, watch: DatabaseWatch): Dialect {
  return {
    createAdapter: () => dialect.createAdapter(),
    createDriver: () => watchDriver(dialect.createDriver(), watch),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
  };
}

function watchDriver(driver: Driver, watch: DatabaseWatch): Driver {
  const { metrics, traces = noTraces } = watch;
  const own = (connection: DatabaseConnection) => connection as WatchedConnection;
  const innerOf = (connection: DatabaseConnection) => own(connection).inner;
  async function endTransaction(
    connection: DatabaseConnection,
    outcome: 'committed' | 'rolled_back',
    run: (inner: DatabaseConnection) => Promise<void>,
  ): Promise<void> {
    const { transaction } = own(connection);
    let is: typeof outcome = 'rolled_back';
    try {
      await run(innerOf(connection));
      is = outcome;
    } finally {
      own(connection).transaction = undefined;
      if (transaction) {
        metrics.transacted(is, secondsSince(transaction.startedAt));
        transaction.span?.end(is === 'committed' ? 'ok' : is);
      }
    }
  }
  const { savepoint, rollbackToSavepoint, releaseSavepoint } = driver;
  return {
    init: (options) => driver.init(options),
    async acquireConnection(options) {
      const startedAt = performance.now();
      const inner = await driver.acquireConnection(options);
      metrics.connected(secondsSince(startedAt));
      return new WatchedConnection(inner, watch);
    },
    async beginTransaction(connection, settings) {
      const span = traces.begin('database.transaction');
      own(connection).transaction = { startedAt: performance.now(), span };
      await driver.beginTransaction(innerOf(connection), settings);
    },
    commitTransaction: (connection) =>
      endTransaction(connection, 'committed', (inner) => driver.commitTransaction(inner)),
    rollbackTransaction: (connection) =>
      endTransaction(connection, 'rolled_back', (inner) => driver.rollbackTransaction(inner)),
    releaseConnection: (connection, options) => driver.releaseConnection(innerOf(connection), options),
    destroy: (options) => driver.destroy(options),
    ...(savepoint && { savepoint: (connection, ...rest) => savepoint.call(driver, innerOf(connection), ...rest) }),
    ...(rollbackToSavepoint && {
      rollbackToSavepoint: (connection, ...rest) => rollbackToSavepoint.call(driver, innerOf(connection), ...rest),
    }),
    ...(releaseSavepoint && {
      releaseSavepoint: (connection, ...rest) => releaseSavepoint.call(driver, innerOf(connection), ...rest),
    }),
  };
}
